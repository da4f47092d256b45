// From the folded thread, the outbox and the connection to the `View` that the screens read.
import type { OutboxRow } from './outbox-row';
import type { Thread } from './thread';
import { attached } from './attached';
import { foretell } from './comments';
import { foretellMove } from './queue';
import type { AnyCommand, CancelTask, ExplainDiscard, MoveTask, SettleChange, UnstickTask } from './wire';
import type { ApprovalView, ConnectionView, Item, MessageView, ParcelView, QuestionView, View } from './view';
import type { HeldView } from './vouches';

/** What a view is made of, beside the thread. */
export interface Surroundings {
  ready: boolean;
  paired: boolean;
  unprotected: boolean;
  connection: ConnectionView;
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
  for (const id of thread.stale) renewTask(thread, id);
  thread.stale.clear();
  const kept = around.outbox.filter((row) => !thread.settled.has(row.id));
  const open = kept.filter((row) => row.state !== 'held');
  const readTo = open.reduce(
    (seq, { command }) => (command.type === 'notices.read' ? Math.max(seq, command.seq) : seq),
    thread.readTo,
  );
  const notices = thread.notices.map((notice) => ({ ...notice, read: notice.seq <= readTo })).reverse();
  return {
    ready: around.ready,
    paired: around.paired,
    demo: thread.demo,
    hostName: thread.hostName,
    unprotected: around.unprotected,
    connection: around.connection,
    items: toItems(thread, open, kept),
    hasOlder: around.hasOlder,
    needsYou: [...toApprovals(thread, open), ...toQuestions(thread, open)],
    answered: thread.answered,
    notices,
    unread: notices.filter((notice) => !notice.read).length,
    projects: thread.projects,
    agents: thread.agents,
    devices: thread.devices,
    thisDevice: thread.thisDevice,
    queue: toQueue(thread, open),
    ...(thread.day ? { day: thread.day } : {}),
    ...toPush(thread, open),
    ...toPasskeys(thread, open),
    held: toHeld(kept),
    examples: toExamples(thread, open),
    parcels: [...around.parcels],
  };
}

function renewTask(thread: Thread, id: string): void {
  const task = thread.tasks.get(id);
  const at = thread.place.get(id);
  if (task && at !== undefined) thread.items[at] = { ...task, steps: [...task.steps] };
}

/** `kept` are all that was not answered, `open` those of them that were sent, or are as soon as there is a line. */
function toItems(thread: Thread, open: readonly OutboxRow[], kept: readonly OutboxRow[]): Item[] {
  const items = thread.items.slice();
  for (const row of open) {
    if (row.command.type === 'task.cancel') showAsked(thread, items, row.command);
    if (row.command.type === 'change.settle' && !thread.refusals.has(row.id)) showSettling(thread, items, row.command);
    if (row.command.type === 'discard.explain' && !thread.refusals.has(row.id)) showExplaining(thread, items, row.command);
    if (row.command.type === 'task.unstick' && !thread.refusals.has(row.id)) showUnsticking(thread, items, row.command);
    if (row.command.type === 'task.move' && !thread.refusals.has(row.id)) showMoving(thread, items, row.command);
    if (row.command.type.startsWith('comment') && !thread.refusals.has(row.id)) showCommenting(items, row.command);
  }
  for (const row of kept) {
    const message = toMessage(thread, row);
    if (!message) continue;
    const at = thread.place.get(row.id);
    if (at === undefined) items.push(message);
    else items[at] = message;
  }
  return items;
}

/** A task that this device already asked to stop says so, and offers no second stop. */
function showAsked(thread: Thread, items: Item[], asked: CancelTask): void {
  const at = thread.place.get(asked.task);
  const task = at === undefined ? undefined : items[at];
  if (at === undefined || task?.kind !== 'task' || !task.canStop) return;
  items[at] = { ...task, canStop: false, words: 'asked to stop', changedAt: Math.max(asked.made_at, task.changedAt) };
}

/** A change that this device asked to settle says so until the host has taken that up. */
function showSettling(thread: Thread, items: Item[], asked: SettleChange): void {
  const at = thread.place.get(asked.task);
  const task = at === undefined ? undefined : items[at];
  if (at !== undefined && task?.kind === 'task') items[at] = { ...task, settling: asked.act };
}

/** Why a change was discarded, as this device said it, until the host has taken that up. */
function showExplaining(thread: Thread, items: Item[], said: ExplainDiscard): void {
  const at = thread.place.get(said.task);
  const task = at === undefined ? undefined : items[at];
  if (at !== undefined && task?.kind === 'task') items[at] = { ...task, explaining: { why: said.why, words: said.words ?? '' } };
}

/** A stuck run that this device said something about says so until the host has taken that up. */
function showUnsticking(thread: Thread, items: Item[], asked: UnstickTask): void {
  const task = [...thread.tasks.values()].find(({ stuck }) => stuck?.stuck === asked.stuck);
  const at = task && thread.place.get(task.id);
  const item = at === undefined ? undefined : items[at];
  if (at !== undefined && item?.kind === 'task') items[at] = { ...item, unsticking: asked.act };
}

/** A task that this device moved stands where it was put. */
function showMoving(thread: Thread, items: Item[], asked: MoveTask): void {
  for (const task of foretellMove(items, asked)) {
    const at = thread.place.get(task.id);
    if (at !== undefined) items[at] = task;
  }
}

/** Comments that this device wrote, removed or asked to send say so until the host has taken that up. */
function showCommenting(items: Item[], command: AnyCommand): void {
  items.forEach((item, at) => {
    const task = item.kind === 'task' ? foretell(item, command) : undefined;
    if (task) items[at] = task;
  });
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

function toHeld(kept: readonly OutboxRow[]): HeldView[] {
  const held = kept.filter(({ state }) => state === 'held');
  return held.map(({ id, command, refusal }) => ({ id, command, ...(refusal === undefined ? {} : { refusal }) }));
}

/** The host's examples that nobody has sent yet. */
function toExamples(thread: Thread, open: readonly OutboxRow[]): string[] {
  if (thread.examples.length === 0) return thread.examples;
  const sent = new Set<string>();
  for (const item of thread.items) if (item.kind === 'message') sent.add(item.text);
  for (const { command } of open) if (command.type === 'message.send') sent.add(command.text);
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
    from: thread.devices.find((device) => device.device === thread.thisDevice)?.name ?? 'this device',
    receipt: refusal === undefined || row.state === 'held' ? row.state : 'refused',
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** A task that has begun and waits holds no agent: the answer is heard by a new run. */
function parkedSince(thread: Thread, taskId: string): { parkedAt?: number } {
  const task = thread.tasks.get(taskId);
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
