// Which part of a long thread is shown: enough to scroll in, never so much that scrolling suffers.

const STEP = 6; // items drawn at once: more would hold up a phone's frame for longer than goes unnoticed, fewer do not keep up
const FIRST = 2 * STEP; // more than a screen of a phone; a larger one is filled by further steps
const MOST = 25 * STEP; // even of the smallest items more than the tallest screen with what is drawn ahead

/** Where a thread begins and ends, in places. */
export interface Extent {
  first: number;
  next: number;
}

/** A part of a thread; without `to` it reaches to the end, wherever that is. */
export interface Stretch {
  from: number;
  to?: number;
  /** The reader is at the end: what comes moves the stretch along. */
  follows: boolean;
}

/** Where a stretch ends. */
export function endOf({ to }: Stretch, { next }: Extent): number {
  return to ?? next;
}

export function isInside(place: number, stretch: Stretch, thread: Extent): boolean {
  return place >= stretch.from && place < endOf(stretch, thread);
}

/** The newest items. */
export function newest({ first, next }: Extent): Stretch {
  return { from: Math.max(first, next - FIRST), follows: true };
}

/** A step towards older items; what comes after `last`, the last one wanted there, is let go. */
export function older(stretch: Stretch, thread: Extent, last = thread.next): Stretch {
  const from = Math.max(thread.first, stretch.from - STEP);
  const to = Math.min(endOf(stretch, thread), Math.max(last + 1, from + FIRST));
  return to < thread.next ? { from, to, follows: false } : { ...stretch, from };
}

/** A step towards newer items; what comes before `last`, the last one wanted there, is let go. */
export function newer(stretch: Stretch, thread: Extent, last = stretch.from): Stretch {
  const to = Math.min(endOf(stretch, thread) + STEP, thread.next);
  const from = Math.max(stretch.from, Math.min(last, to - FIRST));
  return to < thread.next ? { from, to, follows: false } : { from, follows: false };
}

/** A stretch with one place in it, in the middle unless it is inside already. */
export function around(place: number, stretch: Stretch, thread: Extent): Stretch {
  if (isInside(place, stretch, thread)) return { ...stretch, follows: false };
  const to = place + FIRST;
  const from = Math.max(thread.first, place - FIRST);
  return to < thread.next ? { from, to, follows: false } : { from, follows: false };
}

/** The stretch after the thread became longer or shorter; `came` counts the items that are new at its end. */
export function fitted(stretch: Stretch, thread: Extent, came = 0): Stretch {
  const from = Math.max(stretch.from, thread.first);
  if (from > thread.next || (stretch.to ?? from) > thread.next) return newest(thread);
  if (stretch.to !== undefined) return { ...stretch, from };
  const size = thread.next - from;
  // Nobody looks at what is far above while they are at the end, nor at what comes while they read further up.
  if (stretch.follows) return size < FIRST || size > MOST - STEP || came > FIRST ? newest(thread) : { ...stretch, from };
  return size > MOST ? { from, to: from + MOST, follows: false } : { ...stretch, from };
}
