// Lines longer than anybody reads: shown where they changed, and what is left out between is said.
import type { DiffLine } from './view';
import type { Span } from './word-diff';

const LONG = 1_000; // some twenty rows of a phone
const AROUND = 80; // shown before and behind each change: two rows
const MOST_CHANGED = 1_000; // shown of all changes; one alone may be nearly the whole line

/** A piece of a line that is shown, or left out; `changed`: something of it changed. */
export interface Part {
  from: number;
  to: number;
  shown: boolean;
  changed: boolean;
}

/** Whether a line is shown in part until somebody asks for all of it. */
export const isLong = ({ text }: DiffLine): boolean => text.length > LONG;

/** The parts of a long line, in order. `spans` is what changed of it; without any, all of a line that came or went did. */
export function partsOf({ kind, text }: DiffLine, spans: readonly Span[]): Part[] {
  const changes: readonly Span[] = spans.length || kind === 'normal' ? spans : [[0, text.length]];
  const parts: Part[] = [];
  const add = (from: number, to: number, shown: boolean): void => {
    if (from < to) parts.push({ from, to, shown, changed: changes.some((span) => span[0] < to && from < span[1]) });
  };
  let at = 0;
  for (const [from, to] of windows(changes, text.length)) {
    add(at, from, false);
    add(from, to, true);
    at = to;
  }
  add(at, text.length, false);
  return parts;
}

/** What is shown: each change with a little around it, as long as they are not too much; the begin of a line that stays. */
function windows(changes: readonly Span[], length: number): [number, number][] {
  const shown: [number, number][] = [];
  let left = MOST_CHANGED;
  for (const [from, to] of changes.length ? changes : [[0, 0] as const]) {
    const end = Math.min(to, from + left);
    const [begin, stop] = [Math.max(0, from - AROUND), Math.min(length, end + (end === to ? AROUND : 0))];
    const last = shown.at(-1);
    if (last && begin <= last[1]) last[1] = stop;
    else shown.push([begin, stop]);
    left -= end - from;
    if (left <= 0) break;
  }
  return shown;
}
