// From the folded thread, the outbox and the connection to the `View` that the screens read.
import type { OutboxRow } from './outbox-row';
import { endOf, type Stretch } from './stretch';
import { taskOf, type Thread } from './thread';
import { attached } from './attached';
import { isFreed } from './demand';
import { foretell } from './foretelling';
import { toNotices } from './notices';
import { toKeepAwake } from './sleeping';
import type { ApprovalView, QuestionView } from './attention';
import type { ConnectionView, MessageView, ParcelView, View } from './view';
import type { HeldView } from './vouches';

/** What a view is made of, beside the thread. */
export interface Surroundings {
  ready: boolean;
  paired: boolean;
  unprotected: boolean;
  connection: ConnectionView;
  stretch: Stretch;
  hasOlder: boolean;
  outbox: readonly OutboxRow[];
  parcels: readonly ParcelView[];
}

/** The view before anything was read. */
export function emptyView(connection: ConnectionView, unprotected: boolean): View {
  return {
    ready: false,
    paired: false,
    demo: false,
    hostName: '',
    unprotected,
    connection,
    items: [],
    reading: { from: 0, to: 0, first: 0, next: 0 },
    tasks: [],
    hasOlder: false,
    needsYou: [],
    answered: new Map(),
    notices: [],
    unread: 0,
    projects: [],
    agents: [],
    devices: [],
    thisDevice: '',
    queue: { paused: false, asked: false },
    held: [],
    examples: [],
    parcels: [],
  };
}

/** The view of a thread now. Items that did not change keep their identity, so that the screens redraw little. */
export function toView(thread: Thread, around: Surroundings): View {
  thread.fresh.clear(); // what is shown now is changed in a copy
  const kept = around.outbox.filter((row) => !thread.settled.has(row.id));
  const open = kept.filter((row) => row.state !== 'held');
  return {
    ready: around.ready,
    paired: around.paired,
    demo: thread.demo,
    hostName: thread.hostName,
    unprotected: around.unprotected,
    connection: around.connection,
    ...toShown(thread, open, kept, around.stretch),
    reading: { from: around.stretch.from, to: endOf(around.stretch, thread.items), first: thread.items.first, next: thread.items.next },
    hasOlder: around.hasOlder,
    needsYou: [...toApprovals(thread, open), ...toQuestions(thread, open)],
    answered: thread.answered,
    ...toNotices(thread, open),
    projects: thread.projects,
    agents: thread.agents,
    devices: thread.devices,
    thisDevice: thread.thisDevice,
    ...(thread.ownName === undefined ? {} : { ownName: thread.ownName }),
    queue: toQueue(thread, open),
    ...(thread.day ? { day: thread.day } : {}),
    ...toKeepAwake(thread, open),
    ...toPush(thread, open),
    ...toPasskeys(thread, open),
    held: toHeld(thread, kept),
    examples: toExamples(thread, open),
    parcels: [...around.parcels],
  };
}

/**
 * The thread's items as they are shown: those in memory, and what of the outbox has no place among them yet. `kept` are all
 * that was not answered, `open` those of them that were sent, or are as soon as there is a line.
 */
function toShown(thread: Thread, open: readonly OutboxRow[], kept: readonly OutboxRow[], stretch: Stretch): Pick<View, 'items' | 'tasks'> {
  const held = thread.items.all();
  const tasks = foretell(
    held.filter((item) => item.kind === 'task'),
    open.filter(({ id, command }) => command.type === 'task.cancel' || !thread.refusals.has(id)),
  );
  const messages = kept.map((row) => toMessage(thread, row)).filter((message) => message !== undefined);
  const shown = new Map([...tasks, ...messages].map((item) => [item.id, item]));
  const end = endOf(stretch, thread.items);
  const inside = thread.items.between(stretch.from, end).map((item) => shown.get(item.id) ?? item);
  const isPlaced = ({ id }: MessageView): boolean => thread.items.get(id) !== undefined || thread.refusals.has(id);
  const waiting = end === thread.items.next ? messages.filter((message) => !isPlaced(message)) : [];
  return { items: [...inside, ...waiting], tasks };
}

function toQueue(thread: Thread, open: readonly OutboxRow[]): View['queue'] {
  const asked = open.some(
    ({ command, id }) =>
      command.type === 'queue.pause' && command.paused !== thread.paused && !thread.refusals.has(id),
  );
  return { paused: thread.paused, asked };
}

function toPush(thread: Thread, open: readonly OutboxRow[]): Pick<View, 'push'> {
  if (!thread.push) return {};
  const { key, devices } = thread.push;
  const asking = open.findLast(({ command, id }) => command.type.startsWith('push.') && !thread.refusals.has(id));
  const asked = asking && (asking.command.type === 'push.try' ? 'try' : 'set');
  return { push: { key, devices, told: thread.pushed, ...(asked ? { asked } : {}) } };
}

function toPasskeys(thread: Thread, open: readonly OutboxRow[]): Pick<View, 'passkeys'> {
  if (!thread.passkeys) return {};
  const { demand, passkeys } = thread.passkeys;
  const asked = open.some(({ command, id }) => command.type.startsWith('passkey') && !thread.refusals.has(id));
  return { passkeys: { demand, passkeys, asked, refused: thread.refusals } };
}

function toHeld(thread: Thread, kept: readonly OutboxRow[]): HeldView[] {
  const held = kept.filter(({ state }) => state === 'held');
  return held.map(({ id, command, refusal }) => ({ id, command, ...(refusal === undefined ? {} : { refusal }), ...(isFreed(thread, command) ? { needless: true as const } : {}) }));
}

/** The host's examples that nobody has sent yet. */
function toExamples(thread: Thread, open: readonly OutboxRow[]): string[] {
  const sent = new Set(open.map(({ command }) => (command.type === 'message.send' ? command.text : '')));
  return thread.examples.filter((text) => !sent.has(text));
}

function toMessage(thread: Thread, row: OutboxRow): MessageView | undefined {
  if (row.command.type !== 'message.send') return undefined;
  const refusal = thread.refusals.get(row.id)?.words ?? row.refusal;
  return {
    kind: 'message',
    id: row.id,
    text: row.command.text,
    ...(row.command.then?.length ? { then: row.command.then } : {}),
    ...(row.command.ticket ? { ticket: row.command.ticket } : {}),
    ...attached(row.command.attachments),
    at: row.command.made_at,
    mine: true,
    from: thread.ownName ?? 'this device',
    receipt: refusal === undefined || row.state === 'held' ? row.state : 'refused',
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** A task that has begun and waits holds no agent: the answer is heard by a new run. */
function parkedSince(thread: Thread, taskId: string): { parkedAt?: number } {
  const task = taskOf(thread, taskId);
  return task?.state === 'waiting' && task.startedAt !== undefined ? { parkedAt: task.changedAt } : {};
}

function toApprovals(thread: Thread, open: readonly OutboxRow[]): ApprovalView[] {
  return [...thread.approvals.values()].map(({ actionHash: _hash, generation: _generation, ...asked }) => {
    const approval = { ...asked, ...parkedSince(thread, asked.taskId) };
    const answer = open.find(
      ({ command, id }) =>
        command.type === 'approval.answer' && command.approval === approval.id && !thread.refusals.has(id),
    );
    return answer?.command.type === 'approval.answer' ? { ...approval, answering: answer.command.verdict } : approval;
  });
}

function toQuestions(thread: Thread, open: readonly OutboxRow[]): QuestionView[] {
  return [...thread.questions.values()].map((asked) => {
    const question = { ...asked, ...parkedSince(thread, asked.taskId) };
    const answer = open.find(
      ({ command, id }) =>
        command.type === 'question.answer' && command.question === question.id && !thread.refusals.has(id),
    );
    return answer?.command.type === 'question.answer'
      ? { ...question, answering: [...answer.command.answers] }
      : question;
  });
}
