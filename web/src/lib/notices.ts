// What a person was told: what of it was seen, and what is over because somebody answered or nobody asks any more.
import { NOTICES_KEPT, type Thread } from './thread';
import type { AnsweredView, NoticeView } from './attention';
import type { OutboxRow } from './outbox-row';
import type { View } from './view';
import type { NoticePosted, NoticesRead, TaskChanged } from './wire';

type Reason = NonNullable<TaskChanged['reason']>;

/** Whether a task that waits, or is parked, does so for a person. */
const FOR_PERSON: Record<Reason, boolean> = { answer: true, approval: true, confirm: true, project: true, stuck: true, capacity: false, dependency: false, quota: false };

export function applyNotice(thread: Thread, seq: number, { notice, at, title, body, said, task, kind, asked }: NoticePosted): void {
  const asks = asked ?? (kind === 'question' ? task : undefined);
  if (thread.notices.length === 2 * NOTICES_KEPT) thread.notices.splice(0, NOTICES_KEPT);
  thread.notices.push({ id: notice, seq, at, title, body, ...(said ? { said } : {}), ...(task ? { taskId: task } : {}), ...(asks ? { asked: asks } : {}), read: false });
}

export function applyRead(thread: Thread, { seq, also }: NoticesRead): void {
  thread.readTo = Math.max(thread.readTo, seq);
  const beyond = thread.notices.filter((notice) => notice.seq > thread.readTo);
  const seen = new Set([...thread.seen, ...(also ?? [])]); // older hosts know of no others
  thread.seen = new Set(beyond.map(({ id }) => id).filter((id) => seen.has(id)));
}

/** An approval or question was closed: nobody has to look at what was told of it. */
export function settle(thread: Thread, asked: string, answered?: AnsweredView): void {
  if (!thread.notices.some((notice) => notice.asked === asked && !notice.over)) return;
  const over = answered ? { answered } : {};
  thread.notices = thread.notices.map((notice) => (notice.asked === asked && !notice.over ? { ...notice, over } : notice));
}

/** A task went on: what it asked by itself is over, unless it still waits for a person. */
export function settleTask(thread: Thread, task: string, reason?: Reason | null): void {
  if (!reason || !FOR_PERSON[reason]) settle(thread, task);
}

/** The notices as they are shown, the newest first, and how many of them are still to be seen. */
export function toNotices(thread: Thread, open: readonly OutboxRow[]): Pick<View, 'notices' | 'unread'> {
  const reads = open.flatMap(({ command }) => (command.type === 'notices.read' ? [command] : []));
  const readTo = Math.max(thread.readTo, ...reads.map(({ seq }) => seq));
  const seen = new Set([...thread.seen, ...reads.flatMap(({ also = [] }) => also)]);
  const notices = thread.notices.map((notice) => ({ ...notice, read: notice.seq <= readTo || seen.has(notice.id) })).reverse();
  return { notices, unread: notices.filter(isUnread).length };
}

/** Whether it is still to be seen. */
export function isUnread({ read, over }: NoticeView): boolean {
  return !read && !over;
}
