// What changed within lines: removed and added lines are paired, and their words compared.
import type { DiffHunk, DiffLine } from './view';

/** A piece of a line, by its characters: from, and up to but not with. */
export type Span = readonly [from: number, to: number];

const MOST_WORDS = 400; // of one line; comparing takes the product of two
const LEAST_COMMON = 0.3; // of the longer line; below, one line took the place of another and no word stayed by intent

/** Each changed line with the one that it became or was: runs of removed lines pair with the added lines after them. */
export function pairLines({ lines }: DiffHunk): Map<DiffLine, DiffLine> {
  const pairs = new Map<DiffLine, DiffLine>();
  let removed: DiffLine[] = [];
  let taken = 0;
  for (const line of lines) {
    if (line.kind === 'add') {
      const was = removed[taken++];
      if (was) pairs.set(was, line).set(line, was);
    } else {
      if (line.kind === 'normal' || taken) removed = [];
      if (line.kind === 'del') removed.push(line);
      taken = 0;
    }
  }
  return pairs;
}

/** The words of `text` that `other` does not have, in order; empty where the two have too little in common. */
export function changedWords(text: string, other: string): Span[] {
  const mine = toWords(text);
  const theirs = toWords(other);
  if (mine.length > MOST_WORDS || theirs.length > MOST_WORDS) return [];
  const common = commonWords(mine, theirs);
  const stays = mine.reduce((sum, word, index) => sum + (common.has(index) && word.trim() ? word.length : 0), 0);
  if (stays < LEAST_COMMON * Math.max(text.trim().length, other.trim().length)) return [];
  return toSpans(mine, common);
}

function toWords(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]+|\s+|./gu) ?? [];
}

/** The places of the words of `mine` that are in the longest common subsequence of the two. */
function commonWords(mine: readonly string[], theirs: readonly string[]): Set<number> {
  const width = theirs.length + 1;
  const longest = new Uint16Array((mine.length + 1) * width); // of what begins at each pair of places
  const at = (one: number, other: number): number => longest[one * width + other] ?? 0;
  for (let one = mine.length - 1; one >= 0; one--) {
    for (let other = theirs.length - 1; other >= 0; other--) {
      longest[one * width + other] = mine[one] === theirs[other] ? at(one + 1, other + 1) + 1 : Math.max(at(one + 1, other), at(one, other + 1));
    }
  }
  const common = new Set<number>();
  for (let one = 0, other = 0; one < mine.length && other < theirs.length; ) {
    if (mine[one] === theirs[other]) {
      common.add(one++);
      other++;
    } else if (at(one + 1, other) >= at(one, other + 1)) one++;
    else other++;
  }
  return common;
}

/** The words that are not common, as spans; blanks between two of them belong to both. */
function toSpans(words: readonly string[], common: ReadonlySet<number>): Span[] {
  const spans: [number, number][] = [];
  let from = 0;
  words.forEach((word, index) => {
    const to = from + word.length;
    const last = spans.at(-1);
    const bridges = !word.trim() && last?.[1] === from && index + 1 < words.length && !common.has(index + 1);
    if (!common.has(index) || bridges) {
      if (last?.[1] === from) last[1] = to;
      else spans.push([from, to]);
    }
    from = to;
  });
  return spans;
}
