// A file's diff in pieces small enough to be mounted one by one, as they come near.
import { toRows, toSplitRows, type Row } from '../lib/rows';
import type { DiffFile } from '../lib/view';

const MOST_ROWS = 100; // mounts within a frame or two on a phone, and is taller than its screen

/** Some rows of a hunk; the first of a hunk has its header. */
export interface Block {
  header?: string;
  rows: readonly Row[];
}

/** The rows of a file, cut into blocks. */
export function blocksOf({ hunks }: DiffFile, split = false): Block[] {
  return hunks.flatMap((hunk) => {
    const rows = split ? toSplitRows(hunk) : toRows(hunk);
    return Array.from({ length: Math.max(1, Math.ceil(rows.length / MOST_ROWS)) }, (_, index) => ({
      ...(index === 0 ? { header: hunk.header } : {}),
      rows: rows.slice(index * MOST_ROWS, (index + 1) * MOST_ROWS),
    }));
  });
}
