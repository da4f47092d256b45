// What does not show at the ends of lines, blanks and carriage returns, and what of it a change is about.
import { pairLines } from './word-diff';
import type { DiffFile, DiffLine } from './view';

/** What the ends of a file's lines became; `only`: nothing else of the file changed. */
export interface EndsChange {
  to: 'lf' | 'crlf' | 'otherwise';
  only: boolean;
}

/** How lines of a file end, rather those that the change left alone: what an added line is held against. */
export function usualEnd({ hunks }: DiffFile): string {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const line = lines.find(({ kind }) => kind === 'normal') ?? lines[0];
  return line && hasReturn(line) ? '\r' : '';
}

/** From where on the end of a line wants to be seen: blanks, and a carriage return; the line's length if not at all. */
export function seenFrom({ kind, text }: DiffLine, other: DiffLine | undefined, usual: string): number {
  const from = bodyOf(text).length;
  const end = text.slice(from);
  const differs = other ? end !== endOf(other.text) : kind === 'add' && end !== usual;
  return kind !== 'normal' && differs ? from : text.length;
}

/** What a change makes of the ends of a file's lines; undefined where it lets them be. */
export function endsChange({ hunks }: DiffFile): EndsChange | undefined {
  const removed = hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'del'));
  const added = hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'add'));
  const pairs = hunks.flatMap((hunk) => [...pairLines(hunk)]);
  const only = pairs.length === removed.length + added.length && pairs.every(([one, other]) => isSameBut(one, other));
  const was = endsOf(removed);
  const is = endsOf(added);
  if (was && is && was !== is) return { to: is, only: only && pairs.every(([one, other]) => blanksOf(one) === blanksOf(other)) };
  return only && pairs.some(([one, other]) => one.text !== other.text) ? { to: 'otherwise', only } : undefined;
}

const endOf = (text: string): string => text.slice(bodyOf(text).length);
const blanksOf = ({ text }: DiffLine): string => endOf(text).replaceAll('\r', '');
const hasReturn = ({ text }: DiffLine): boolean => text.endsWith('\r');
const isSameBut = (one: DiffLine, other: DiffLine): boolean => bodyOf(one.text) === bodyOf(other.text) && one.remark === other.remark;

function bodyOf(text: string): string {
  let to = text.length;
  while (to > 0 && ' \t\r'.includes(text.charAt(to - 1))) to -= 1;
  return text.slice(0, to);
}

/** How all of some lines end; the last line of a file may have no end. */
function endsOf(lines: readonly DiffLine[]): 'lf' | 'crlf' | undefined {
  const ended = lines.filter(({ remark }) => !remark);
  if (!ended.length) return undefined;
  if (ended.every(hasReturn)) return 'crlf';
  return ended.some(hasReturn) ? undefined : 'lf';
}
