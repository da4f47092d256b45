// What a thread looks like after its events: the state that `projection.ts` folds into and `presenting.ts` shows.
import type { AgentInfo, AnyEvent, DaySpent, DeviceInfo, NoticeTold, PasskeysChanged, ProjectInfo, PushChanged } from './wire';
import type { AnsweredView, ApprovalView, Item, NoticeView, QuestionView, TaskView } from './view';

/** One verified record as the projection reads it; `event` is absent for types that this version does not know. */
export interface Entry {
  seq: number;
  id: string;
  event: AnyEvent | undefined;
}

/** An approval with what an answer to it must name. */
export interface OpenApproval extends ApprovalView {
  actionHash: string;
  generation: number;
}

/** A command of this device that the host turned down. */
export interface Refusal {
  words: string;
  at: number;
}

/** The folded thread. `place` finds an item by id; `stale` names the tasks whose shown copy is out of date. */
export interface Thread {
  thisDevice: string;
  hostName: string;
  demo: boolean;
  /** Messages that the host offers to try. */
  examples: string[];
  items: Item[];
  place: Map<string, number>;
  tasks: Map<string, TaskView>;
  steps: Map<string, Map<string, number>>;
  stale: Set<string>;
  approvals: Map<string, OpenApproval>;
  questions: Map<string, QuestionView>;
  /** What became of the newest approvals and questions, by id. */
  answered: Map<string, AnsweredView>;
  notices: NoticeView[];
  readTo: number;
  projects: ProjectInfo[];
  agents: AgentInfo[];
  devices: DeviceInfo[];
  /** Whether the host starts nothing new until somebody lets the queue go on. */
  paused: boolean;
  /** What the runs of a day cost, as last told. */
  day: DaySpent | undefined;
  /** Who takes pushes, and the host's key for them; undefined while an older host says nothing of it. */
  push: PushChanged | undefined;
  /** Which passkeys there are and what they are demanded for; undefined while an older host says nothing of them. */
  passkeys: Pick<PasskeysChanged, 'demand' | 'passkeys'> | undefined;
  /** What became of the newest push to each device. */
  pushed: Map<string, NoticeTold>;
  /** Whether the host's list names this device; undefined while no list did. */
  isListed: boolean | undefined;
  /** Ids of this device's commands that the host has answered, and how. */
  settled: Set<string>;
  refusals: Map<string, Refusal>;
  /** Which of the whole-state events were seen; what is missing stands in older records. */
  known: Set<'thread.started' | 'devices.changed' | 'projects.changed' | 'agents.found'>;
}

/** A thread of which nothing was read yet. */
export function emptyThread(thisDevice: string, hostName: string, demo: boolean): Thread {
  return {
    thisDevice,
    hostName,
    demo,
    examples: [],
    items: [],
    place: new Map(),
    tasks: new Map(),
    steps: new Map(),
    stale: new Set(),
    approvals: new Map(),
    questions: new Map(),
    answered: new Map(),
    notices: [],
    readTo: 0,
    projects: [],
    agents: [],
    devices: [],
    paused: false,
    day: undefined,
    push: undefined,
    passkeys: undefined,
    pushed: new Map(),
    isListed: undefined,
    settled: new Set(),
    refusals: new Map(),
    known: new Set(),
  };
}

/** The name of whoever an event came from. */
export function originName(thread: Thread, origin: string): string {
  if (origin === 'local') return thread.hostName || 'the computer';
  if (origin === 'host') return thread.hostName;
  return thread.devices.find((device) => device.device === origin)?.name ?? 'another device';
}

/** Put an item at the end of the thread. */
export function addItem(thread: Thread, item: Item): void {
  thread.place.set(item.id, thread.items.length);
  thread.items.push(item);
}

/** A task to change; its shown copy is renewed at the next look. */
export function openTask(thread: Thread, id: string): TaskView | undefined {
  const task = thread.tasks.get(id);
  if (task) thread.stale.add(id);
  return task;
}
