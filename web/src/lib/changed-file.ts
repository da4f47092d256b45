// A file of a change as it is read: its lines, or what it was and is where it has none.
import type { FileSide } from './wire';

export interface DiffLine {
  kind: 'add' | 'del' | 'normal';
  oldNumber?: number;
  newNumber?: number;
  text: string;
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
  /** What a binary file was and is. */
  before?: FileSide;
  after?: FileSide;
}
