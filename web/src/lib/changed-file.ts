// A file of a change as it is read: its lines, or what it was and is where it has none.
import type { FileSide, Pointer } from './wire';

export interface DiffLine {
  kind: 'add' | 'del' | 'normal';
  oldNumber?: number;
  newNumber?: number;
  text: string;
  /** What git says of its end, or the computer of what was cut off behind it. */
  remark?: string;
}
export interface DiffHunk {
  header: string;
  lines: DiffLine[];
}
export interface DiffFile {
  path: string;
  oldPath?: string;
  status: 'added' | 'modified' | 'deleted' | 'renamed';
  binary: boolean;
  added: number;
  removed: number;
  hunks: DiffHunk[];
  /** Git's words for what kind of file it was and is, where that changed. */
  mode?: { was: string; is: string };
  /** Where it leads, if it is a link or a submodule. */
  pointer?: Pointer;
  /** What a binary file was and is. */
  before?: FileSide;
  after?: FileSide;
}

/** How many of a file's changed lines did not come with it: a large diff is cut. */
export function missingLines({ added, removed, hunks }: DiffFile): number {
  const here = hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind !== 'normal'));
  return Math.max(0, added + removed - here.length);
}
