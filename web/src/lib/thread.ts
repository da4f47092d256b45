// What a thread looks like after its events: the state that `projection.ts` folds into and `presenting.ts` shows.
import { Items } from './items';
import type { AgentInfo, AnyEvent, DaySpent, DeviceInfo, NoticeDelayed, NoticeTold, PasskeysChanged, ProjectInfo, PushChanged } from './wire';
import type { AnsweredView, ApprovalView, NoticeView, QuestionView } from './attention';
import type { TaskView } from './view';

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

/** What is folded apart from the items: small, and always whole in memory. */
export interface Standing {
  hostName: string;
  demo: boolean;
  /** Messages that the host offers to try and nobody has sent. */
  examples: string[];
  approvals: Map<string, OpenApproval>;
  questions: Map<string, QuestionView>;
  newestTask: string | undefined;
  /** What became of the newest approvals and questions, by id. */
  answered: Map<string, AnsweredView>;
  /** The newest notices, the oldest of them first. */
  notices: NoticeView[];
  readTo: number;
  /** The notices beyond that which were seen by themselves. */
  seen: Set<string>;
  projects: ProjectInfo[];
  agents: AgentInfo[];
  devices: DeviceInfo[];
  /** Whether the host starts nothing new until somebody lets the queue go on. */
  paused: boolean;
  /** What the runs of a day cost, as last told. */
  day: DaySpent | undefined;
  /** Whether the computer is kept awake while there is work, and why not; undefined while no host said so. */
  keepAwake: { on: boolean; cannot: string; needless: boolean } | undefined;
  /** Who takes pushes, and the host's key for them; undefined while an older host says nothing of it. */
  push: PushChanged | undefined;
  /** Which passkeys there are and what they are demanded for; undefined while an older host says nothing of them. */
  passkeys: Pick<PasskeysChanged, 'demand' | 'passkeys'> | undefined;
  /** What became of the newest push to each device. */
  pushed: Map<string, NoticeTold | NoticeDelayed>;
  /** Whether the host's list names this device; undefined while no list did. */
  isListed: boolean | undefined;
  /** What this device is called, or was when a list named it last. */
  ownName: string | undefined;
  /** Ids of commands that the host has answered lately. */
  settled: Set<string>;
  /** How it turned down commands of this device lately. */
  refusals: Map<string, Refusal>;
  /** Which of the whole-state events were seen; what is missing stands in older records. */
  known: Set<'thread.started' | 'devices.changed' | 'projects.changed' | 'agents.found'>;
}

/** The folded thread. `fresh` names the tasks that were copied since it was shown or kept: those may be changed in place. */
export interface Thread extends Standing {
  thisDevice: string;
  /** What this device was before it was paired anew. */
  formerly: readonly string[];
  items: Items;
  fresh: Set<string>;
}

/** How many notices are kept, the newest: what is older is read where it happened. */
export const NOTICES_KEPT = 200;
const ANSWERS_KEPT = 500; // an answer matters while its command is in the outbox, and to late copies of it

/** A thread of which nothing was read yet. */
export function emptyThread(thisDevice: string, hostName: string, demo: boolean, formerly: readonly string[] = []): Thread {
  return {
    thisDevice,
    formerly,
    hostName,
    demo,
    examples: [],
    items: new Items(),
    fresh: new Set(),
    approvals: new Map(),
    questions: new Map(),
    newestTask: undefined,
    answered: new Map(),
    notices: [],
    readTo: 0,
    seen: new Set(),
    projects: [],
    agents: [],
    devices: [],
    paused: false,
    day: undefined,
    keepAwake: undefined,
    push: undefined,
    passkeys: undefined,
    pushed: new Map(),
    isListed: undefined,
    ownName: undefined,
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

/** Whether an event came from this device, also as what it was before it was paired anew. */
export function isMine({ thisDevice, formerly }: Pick<Thread, 'thisDevice' | 'formerly'>, origin: string): boolean {
  return origin === thisDevice || formerly.includes(origin);
}

/** What is to be kept of a thread beside its items. */
export function standingOf({ thisDevice: _device, formerly: _formerly, items: _items, fresh: _fresh, ...standing }: Thread): Standing {
  const { notices, settled, refusals } = standing;
  return {
    ...standing,
    notices: notices.slice(-NOTICES_KEPT),
    settled: new Set([...settled].slice(-ANSWERS_KEPT)),
    refusals: new Map([...refusals].slice(-ANSWERS_KEPT)),
  };
}

/** The ids of tasks that the standing names. */
export function namedByStanding({ approvals, questions, projects, newestTask }: Standing): string[] {
  const asked = [...approvals.values(), ...questions.values()].map(({ taskId }) => taskId);
  return [...(newestTask ? [newestTask] : []), ...asked, ...projects.flatMap(({ task_rules: rules }) => rules.map(({ task }) => task))];
}

/** A task that is in memory, to be read. */
export function taskOf({ items }: Pick<Thread, 'items'>, id: string): TaskView | undefined {
  const item = items.get(id);
  return item?.kind === 'task' ? item : undefined;
}

/** A task to change: a copy of the one that was shown. */
export function openTask(thread: Thread, id: string): TaskView | undefined {
  const task = taskOf(thread, id);
  if (!task || thread.fresh.has(id)) return task;
  const copy = { ...task, steps: [...task.steps] };
  thread.items.replace(copy);
  thread.fresh.add(id);
  return copy;
}
