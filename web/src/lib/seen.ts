// What a person has before their eyes, and which notices that makes seen.
import type { NoticeView } from './attention';
import { isUnread } from './notices';
import type { ReadNotices } from './wire';

const ATTENDED_MS = 60_000; // nobody reads for longer without a touch; a desktop left alone clears no phone's badge

/** From where to where something reaches down the screen. */
export type Span = Pick<DOMRect, 'top' | 'bottom'>;

/** Notices that were seen: all up to a seq, and beyond it some by themselves. */
export type Seen = Required<Pick<ReadNotices, 'seq' | 'also'>>;

/** Whether somebody looks at a page: it can be seen, and somebody did something there lately. */
export function isAttended(isVisible: boolean, activeAt: number, now: number): boolean {
  return isVisible && now - activeAt < ATTENDED_MS;
}

/** Whether enough of something is to be seen: half of it, or as much of it as fills half of where it scrolls. */
export function isInSight(thing: Span, pane: Span): boolean {
  const seen = Math.min(thing.bottom, pane.bottom) - Math.max(thing.top, pane.top);
  return seen > 0 && seen >= Math.min(thing.bottom - thing.top, pane.bottom - pane.top) / 2;
}

/** What there is to say once some notices were seen, of all of them, given the newest first. */
export function nowSeen(notices: readonly NoticeView[], seen: readonly NoticeView[]): Seen {
  const left = notices.findLast((notice) => isUnread(notice) && !seen.includes(notice)); // the oldest of them
  const seq = notices.find((notice) => !left || notice.seq < left.seq)?.seq ?? 0;
  return { seq, also: seen.filter((notice) => notice.seq > seq).map(({ id }) => id) };
}
