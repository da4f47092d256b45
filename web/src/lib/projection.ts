// From the thread's events to what is shown: applying one event costs the same however long the thread is.
import { attached } from './attached';
import { applyApprovalClosed, applyQuestionClosed } from './answered';
import { applyDrafted, applyDropped } from './comments';
import { applyKeepAwake, applySlept } from './sleeping';
import { applyAttempt, applyChange, applyCheck, applyCommits, applyEdit, applyEnd, applyExplained, applyPublished, applyRun, applySettled, applySpent, applyStep, applyStuck, applyTask, applyTaskChange, applyUnstuck, applyWorkspaceOpening, applyWorkspaceRemoved, renewProjects } from './tasks';
import { isForPasskey } from './entries';
import { applyNotice, applyRead, settleTask } from './notices';
import { isMine, originName, taskOf, type Entry, type Thread } from './thread';
import type { MessageView, NoteView } from './view';
import type {
  ApprovalAsked,
  CommandRefused,
  DevicesChanged,
  HostRestored,
  MessageReceived,
  PasskeyUsed,
  QuestionAsked,
} from './wire';
import { notes } from './words/notes';

/** Apply one verified record; the thread is changed in place. */
export function applyEntry(thread: Thread, { seq, id, event }: Entry): void {
  if (!event) return;
  switch (event.type) {
    case 'thread.started':
      thread.hostName = event.host_name;
      thread.demo = event.demo;
      thread.examples = [...(event.examples ?? [])];
      thread.known.add(event.type);
      return;
    case 'host.restored':
      return addNote(thread, id, event.at, 'warning', restoredWords(thread, event));
    case 'devices.changed':
      return applyDevices(thread, id, event);
    case 'pairing.attempted':
      return addNote(thread, id, event.at, 'warning', `“${event.name}” tried to pair and was refused: ${event.reason}.`);
    case 'projects.changed':
      // Hosts before presets and rules said nothing of them.
      thread.projects = event.projects.map((one) => ({ ...one, preset: one.preset ?? 'edit', rules: one.rules ?? [], task_rules: one.task_rules ?? [] }));
      if (event.words) addNote(thread, id, event.at, 'plain', `${originName(thread, event.origin)}: ${event.words}`);
      thread.known.add(event.type);
      return renewProjects(thread);
    case 'agents.found':
      thread.agents = [...event.agents];
      thread.known.add(event.type);
      return;
    case 'queue.changed':
      thread.paused = event.paused;
      return;
    case 'keep_awake.changed':
      return applyKeepAwake(thread, id, event);
    case 'host.slept':
      return applySlept(thread, id, event);
    case 'task.spent':
      return applySpent(thread, event);
    case 'day.spent':
      thread.day = event;
      return;
    case 'message.received':
      return applyMessage(thread, event);
    case 'command.accepted':
      thread.settled.add(event.command);
      return;
    case 'command.refused':
      return applyRefusal(thread, event);
    case 'task.created':
      return applyTask(thread, event);
    case 'task.changed':
      settleTask(thread, event.task, event.reason);
      return applyTaskChange(thread, event);
    case 'task.edited':
      return applyEdit(thread, event);
    case 'run.started':
      return applyRun(thread, event);
    case 'run.step':
      return applyStep(thread, event);
    case 'run.commits':
      return applyCommits(thread, event);
    case 'check.ended':
      return applyCheck(thread, event);
    case 'attempt.changed':
      return applyAttempt(thread, event);
    case 'change.ready':
      return applyChange(thread, event);
    case 'change.settled':
      return applySettled(thread, event);
    case 'discard.explained':
      return applyExplained(thread, event);
    case 'file.published':
      return applyPublished(thread, event);
    case 'comment.drafted':
      return applyDrafted(thread, event);
    case 'comments.dropped':
      return applyDropped(thread, event);
    case 'workspace.removed':
      return applyWorkspaceRemoved(thread, event);
    case 'workspace.opening':
      return applyWorkspaceOpening(thread, event);
    case 'task.ended':
      settleTask(thread, event.task);
      return applyEnd(thread, event);
    case 'run.stuck':
      return applyStuck(thread, event);
    case 'run.unstuck':
      settleTask(thread, event.task);
      return applyUnstuck(thread, event);
    case 'approval.asked':
      return applyApproval(thread, event);
    case 'approval.closed':
      return applyApprovalClosed(thread, event);
    case 'question.asked':
      return applyQuestion(thread, event);
    case 'question.closed':
      return applyQuestionClosed(thread, event);
    case 'notice.posted':
      return applyNotice(thread, seq, event);
    case 'notice.told':
    case 'notice.delayed':
      if (event.channel === 'push' && event.device) thread.pushed = new Map(thread.pushed).set(event.device, event);
      return;
    case 'push.changed':
      thread.push = event;
      return;
    case 'passkeys.changed':
      thread.passkeys = event;
      if (event.words) addNote(thread, id, event.at, 'warning', `${originName(thread, event.origin)}: ${event.words}.`);
      return;
    case 'passkey.used':
      return applyPasskeyUsed(thread, event);
    case 'notices.read':
      return applyRead(thread, event);
  }
}

/** Show messages that a restored host no longer has, as what they are: lost there, kept here. */
export function markLost(thread: Thread, lost: readonly Entry[]): void {
  for (const { event } of lost) {
    if (event?.type !== 'message.received' || thread.items.get(event.message)) continue;
    thread.items.add({
      kind: 'message',
      id: event.message,
      text: event.text,
      at: event.at,
      mine: isMine(thread, event.origin),
      from: originName(thread, event.origin),
      receipt: 'refused',
      refusal: notes.lost(thread.hostName),
    });
  }
}

function addNote(thread: Thread, id: string, at: number, tone: NoteView['tone'], text: string): void {
  thread.items.add({ kind: 'note', id, at, tone, text });
}

function restoredWords(thread: Thread, event: HostRestored): string {
  return notes.restored(thread.hostName || notes.theHost, event.reason, event.lost_to - event.lost_from + 1);
}

function applyDevices(thread: Thread, id: string, event: DevicesChanged): void {
  const before = thread.devices;
  thread.devices = [...event.devices];
  thread.known.add('devices.changed');
  // Lists from before this device was paired do not name it either: only one that no longer does says something.
  const own = event.devices.find(({ device }) => device === thread.thisDevice);
  thread.ownName = own?.name ?? thread.ownName;
  if (own) thread.isListed = true;
  else if (thread.isListed) thread.isListed = false;
  const said = notes.devices[event.what];
  if (!said || !event.device) return;
  const info = [...event.devices, ...before].find((device) => device.device === event.device);
  const name = event.device === thread.thisDevice ? notes.thisDevice : (info?.name ?? notes.aDevice);
  const text = event.device === thread.thisDevice && event.what === 'joined' ? notes.pairedWith(thread.hostName) : said(name);
  addNote(thread, id, event.at, event.what === 'unpairing' ? 'warning' : 'plain', text);
}

function applyMessage(thread: Thread, event: MessageReceived): void {
  const { origin } = event;
  thread.settled.add(event.message);
  // An envelope spoiled on its way was turned down, and the true one came after all.
  thread.refusals.delete(event.message);
  thread.examples = thread.examples.filter((text) => text !== event.text);
  const message: MessageView = {
    kind: 'message',
    id: event.message,
    text: event.text,
    ...(event.then?.length ? { then: event.then } : {}),
    ...(event.ticket ? { ticket: event.ticket } : {}),
    ...attached(event.attachments),
    at: event.at,
    mine: isMine(thread, origin),
    from: originName(thread, origin),
    receipt: 'host',
  };
  // Where it, or its refusal, stands already it takes that place.
  if (thread.items.get(event.message)) thread.items.replace(message);
  else thread.items.add(message);
}

/** A refused message is shown in the note's place with its text, which only this device has; the note stands for the rest. */
function applyRefusal(thread: Thread, event: CommandRefused): void {
  // What was carried out cannot be undone by a spoiled copy of it.
  if (!isMine(thread, event.sender) || thread.settled.has(event.command)) return;
  if (isForPasskey(event)) return; // it is held, and asked about
  const words = event.hint ? `${event.message}; ${event.hint}` : event.message;
  thread.refusals.set(event.command, { words, at: event.at });
  const note: NoteView = { kind: 'note', id: event.command, at: event.at, tone: 'warning', text: `Not done: ${words}.` };
  if (thread.items.get(event.command)) thread.items.replace(note);
  else thread.items.add(note);
}

function applyPasskeyUsed(thread: Thread, { passkey, at }: PasskeyUsed): void {
  if (!thread.passkeys) return;
  const passkeys = thread.passkeys.passkeys.map((one) => (one.passkey === passkey ? { ...one, used_at: at } : one));
  thread.passkeys = { ...thread.passkeys, passkeys };
}

function applyApproval(thread: Thread, event: ApprovalAsked): void {
  const task = taskOf(thread, event.task);
  thread.approvals.set(event.approval, {
    kind: 'approval',
    id: event.approval,
    taskId: event.task,
    taskTitle: task?.title ?? '',
    tool: event.tool,
    title: event.title,
    exact: event.exact,
    why: event.why,
    plan: event.kind === 'plan',
    ...(task?.project ? { project: task.project.name } : {}),
    rules: [...(event.rules ?? [])],
    ...(event.deadline ? { deadline: event.deadline } : {}),
    ...(event.reach ? { reach: event.reach } : {}),
    actionHash: event.action_hash,
    generation: event.generation,
  });
}

function applyQuestion(thread: Thread, event: QuestionAsked): void {
  thread.questions.set(event.question, {
    kind: 'question',
    id: event.question,
    taskId: event.task,
    taskTitle: taskOf(thread, event.task)?.title ?? '',
    about: event.about,
    text: event.text,
    ...(event.said ? { said: event.said } : {}),
    options: event.options.map(({ value, ...option }) => ({ ...option, value: value ?? option.label })),
    many: event.many,
    ownWords: event.own_words,
    ...(event.deadline ? { deadline: event.deadline } : {}),
  });
}
