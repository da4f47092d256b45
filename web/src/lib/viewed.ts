// Which files of changes the person has viewed: kept on this device, and lapsing once a file's diff reads otherwise.
import { sha256 } from '@noble/hashes/sha2.js'; // in place: a page on plain http has no WebCrypto
import { toBase64Url, utf8 } from './bytes';
import type { DiffFile } from './view';

/** What the marks are kept in. */
export type Memory = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'farhand.viewed';
const MOST_MARKS = 5_000; // a hundred large changes, in a tenth of what a browser keeps
const MARK_BYTES = 15; // twenty characters; two files are never taken for one another

/** Names what a file's diff reads like; `change` tells files apart that come without lines. */
export function markOf(file: DiffFile, change: string): string {
  const { path, oldPath, status, hunks } = file;
  const read = hunks.map(({ lines }) => lines.map(({ kind, text, remark }) => (remark ? [kind, text, remark] : [kind, text])));
  return toBase64Url(sha256(utf8(JSON.stringify([path, oldPath, status, read.length ? read : change]))).slice(0, MARK_BYTES));
}

/** The marks, the newest last; none where this browser keeps nothing. */
export function readMarks(memory: Memory): string[] {
  try {
    const kept: unknown = JSON.parse(memory.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((mark) => typeof mark === 'string') : [];
  } catch {
    return [];
  }
}

/** Sets or takes away a mark, among those that other tabs set meanwhile; tells whether it is kept beyond this page. */
export function keepMark(memory: Memory, mark: string, viewed: boolean): boolean {
  const others = readMarks(memory).filter((other) => other !== mark);
  try {
    memory.setItem(KEY, JSON.stringify(viewed ? [...others, mark].slice(-MOST_MARKS) : others));
    return true;
  } catch {
    return false;
  }
}
