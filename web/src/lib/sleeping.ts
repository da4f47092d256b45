// What the thread tells of the computer's own sleep, and what this device asked about it.
import type { OutboxRow } from './outbox-row';
import type { Thread } from './thread';
import { durationWords } from './time';
import type { KeepAwakeView } from './view';
import type { HostSlept, KeepAwakeChanged } from './wire';
import { power as words } from './words/power';

/** Whether the computer is kept awake while there is work; that it cannot be is said in the thread as well, once. */
export function applyKeepAwake(thread: Thread, id: string, { at, keep_awake: { on, cannot = '', needless = false } }: KeepAwakeChanged): void {
  const isNews = on && cannot !== '' && cannot !== thread.keepAwake?.cannot;
  thread.keepAwake = { on, cannot, needless };
  if (isNews) thread.items.add({ kind: 'note', id, at, tone: 'warning', text: words.cannot(thread.hostName, cannot) });
}

/** The computer slept: that is why nothing happened meanwhile. */
export function applySlept(thread: Thread, id: string, { at, since, until }: HostSlept): void {
  thread.items.add({ kind: 'note', id, at, tone: 'plain', text: words.slept(thread.hostName, durationWords(Math.round((until - since) / 60_000) * 60)) });
}

/** How it stands with what this device asked and the host has not taken up. */
export function toKeepAwake(thread: Thread, open: readonly OutboxRow[]): { keepAwake?: KeepAwakeView } {
  if (!thread.keepAwake) return {};
  const asking = open.findLast(({ command, id }) => command.type === 'host.keep_awake' && !thread.refusals.has(id));
  if (asking?.command.type !== 'host.keep_awake') return { keepAwake: { ...thread.keepAwake, asked: false } };
  return { keepAwake: { ...thread.keepAwake, on: asking.command.on, asked: true } };
}
