// From records to entries of the thread: the event inside, if this version knows its type.
import { fromJson, knows } from './json';
import type { Entry } from './thread';
import { NOTHING } from './outbox';
import type { OutboxRow } from './outbox-row';
import type { Told } from './record';
import type { AnyEvent, CommandRefused, WriteComment } from './wire';

const isEvent = knows<AnyEvent>({
  'thread.started': true,
  'host.restored': true,
  'devices.changed': true,
  'pairing.attempted': true,
  'projects.changed': true,
  'agents.found': true,
  'message.received': true,
  'command.accepted': true,
  'command.refused': true,
  'task.created': true,
  'task.changed': true,
  'task.edited': true,
  'queue.changed': true,
  'keep_awake.changed': true,
  'host.slept': true,
  'run.started': true,
  'run.step': true,
  'run.commits': true,
  'run.stuck': true,
  'run.unstuck': true,
  'check.ended': true,
  'attempt.changed': true,
  'change.ready': true,
  'change.settled': true,
  'discard.explained': true,
  'file.published': true,
  'comment.drafted': true,
  'comments.dropped': true,
  'workspace.removed': true,
  'workspace.opening': true,
  'task.ended': true,
  'task.spent': true,
  'day.spent': true,
  'approval.asked': true,
  'approval.closed': true,
  'question.asked': true,
  'question.closed': true,
  'notice.posted': true,
  'notice.told': true,
  'notice.delayed': true,
  'notices.read': true,
  'push.changed': true,
  'passkeys.changed': true,
  'passkey.used': true,
});

/** A record as the projection reads it. */
export function toEntry({ seq, id, type, body }: Told): Entry {
  const event = fromJson(body);
  return { seq, id, event: event && event.type === type && isEvent(event) ? event : undefined };
}

/** The ids of what an event changes or builds on in the thread. */
export function namedIn(event: AnyEvent | undefined): string[] {
  if (!event) return [];
  const named = [
    'task' in event && event.task,
    'message' in event && event.type !== 'command.refused' && event.message,
    'follows' in event && event.follows,
    answeredCommand(event),
  ];
  return named.filter((id) => typeof id === 'string');
}

/** The id of the command that an event answers, if it answers one. */
export function answeredCommand(event: AnyEvent | undefined): string | undefined {
  if (event?.type === 'message.received') return event.message;
  if (event?.type === 'command.accepted' || event?.type === 'command.refused') return event.command;
  return undefined;
}

/** Messages of this device that the host turned down, with its words: their text stays, for only this device has it. */
export function refusedMessages(
  entries: readonly Entry[],
  rows: readonly OutboxRow[],
): Map<string, string> {
  const messages = new Set(rows.filter(({ command }) => command.type === 'message.send').map(({ id }) => id));
  const refused = new Map<string, string>();
  for (const { event } of entries) {
    if (event?.type === 'command.refused' && messages.has(event.command) && !isForPasskey(event)) refused.set(event.command, event.message);
    else if (event?.type === 'message.received') refused.delete(event.message);
  }
  return refused;
}

/** Whether the host turned a command down for want of a passkey that vouches for it. */
export function isForPasskey({ code }: CommandRefused): boolean {
  return code === 'passkey_needed' || code === 'passkey_refused';
}

/** Commands of this device that the host wants a passkey for, as rows to hold: under ids of their own, which it has not judged. */
export function rowsToHold(entries: readonly Entry[], rows: readonly OutboxRow[], newId: () => string): OutboxRow[] {
  return entries.flatMap(({ event }) => {
    if (event?.type !== 'command.refused' || !isForPasskey(event)) return [];
    const row = rows.find(({ id }) => id === event.command);
    const refusal = event.code === 'passkey_refused' ? event.message : undefined;
    return row ? [{ id: newId(), command: row.command, sealed: NOTHING, state: 'held' as const, ...(refusal ? { refusal } : {}) }] : [];
  });
}

/** Held answers to what somebody else answered first: nobody asks for them any more. */
export function mootAnswers(entries: readonly Entry[], rows: readonly OutboxRow[]): string[] {
  const closed = new Set<string>();
  for (const { event } of entries) {
    if (event?.type === 'approval.closed') closed.add(event.approval);
    if (event?.type === 'question.closed') closed.add(event.question);
  }
  const asked = ({ command }: OutboxRow): string => (command.type === 'approval.answer' ? command.approval : command.type === 'question.answer' ? command.question : '');
  return rows.filter((row) => row.state === 'held' && closed.has(asked(row))).map(({ id }) => id);
}

/** Comments of this device that the host turned down: their words go back to where they are written. */
export function refusedComments(entries: readonly Entry[], rows: readonly OutboxRow[]): WriteComment[] {
  const refused = new Set(entries.map(({ event }) => (event?.type === 'command.refused' ? event.command : undefined)));
  return rows.flatMap(({ id, command }) => (command.type === 'comment.write' && refused.has(id) ? [command] : []));
}
