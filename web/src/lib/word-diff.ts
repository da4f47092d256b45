// What changed within lines: removed and added lines are paired, and their words compared.
import type { DiffHunk, DiffLine } from './view';

/** A piece of a line, by its characters: from, and up to but not with. */
export type Span = readonly [from: number, to: number];

const MOST_WORDS = 400; // compared of one line; it takes the product of two
const MOST_BACK = 200; // letters of one word, to reach its begin; what is longer is no word that anybody reads
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

/**
 * The words of `text` that `other` does not have, in order; empty where the two have too little in common. Where they
 * differ in more words than are compared, all from the first to the last of them count as changed.
 */
export function changedWords(text: string, other: string): Span[] {
  const head = commonHead(text, other);
  const tail = commonTail(text, other, head);
  const mine = toWords(text.slice(head, text.length - tail));
  const theirs = toWords(other.slice(head, other.length - tail));
  const isCompared = mine.length <= MOST_WORDS && theirs.length <= MOST_WORDS;
  const common = isCompared ? commonWords(mine, theirs) : new Set<number>();
  const around = letters(text.slice(0, head)) + letters(text.slice(text.length - tail));
  const stays = mine.reduce((sum, word, index) => sum + (common.has(index) && word.trim() ? word.length : 0), around);
  if (stays < LEAST_COMMON * Math.max(text.trim().length, other.trim().length)) return [];
  return toSpans(mine, common, head);
}

/** How much the two begin with alike, up to where words begin. */
function commonHead(text: string, other: string): number {
  let at = 0;
  while (at < text.length && at < other.length && text[at] === other[at]) at += 1;
  return backTo(at, (place) => isWithin(text, place) || isWithin(other, place));
}

/** How much the two end with alike behind their heads, from where words end. */
function commonTail(text: string, other: string, head: number): number {
  const most = Math.min(text.length, other.length) - head;
  let long = 0;
  while (long < most && text[text.length - 1 - long] === other[other.length - 1 - long]) long += 1;
  return backTo(long, (tail) => isWithin(text, text.length - tail) || isWithin(other, other.length - tail));
}

/** Back from `at` until no word is cut; as it was where that is far. */
function backTo(at: number, cuts: (place: number) => boolean): number {
  let back = at;
  while (back > 0 && cuts(back)) back -= 1;
  return at - back > MOST_BACK ? at : back;
}

const WORD = /[\p{L}\p{N}_]/u;
const kindOf = (sign: string): string => (WORD.test(sign) ? 'word' : sign.trim() ? sign : 'blank');

/** Whether a place in a text is within a word, a stretch of blanks, or a character that takes two. */
function isWithin(text: string, place: number): boolean {
  const before = text[place - 1];
  const after = text[place];
  if (before === undefined || after === undefined) return false;
  if (/[\ud800-\udbff]/.test(before) && /[\udc00-\udfff]/.test(after)) return true;
  return kindOf(before) === kindOf(after) && kindOf(before).length > 1;
}

const letters = (text: string): number => text.replace(/\s+/g, '').length;

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

/** The words that are not common, as spans of the text that they begin in; blanks between two of them belong to both. */
function toSpans(words: readonly string[], common: ReadonlySet<number>, begin: number): Span[] {
  const spans: [number, number][] = [];
  let from = begin;
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
