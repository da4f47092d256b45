// A file's diff in pieces small enough to be mounted one by one, as they come near.
import type { DiffFile, DiffLine } from '../lib/view';

const MOST_LINES = 100; // mounts within a frame or two on a phone, and is taller than its screen

/** Some lines of a hunk; the first of a hunk has its header. */
export interface Block {
  header?: string;
  lines: readonly DiffLine[];
}

/** The lines of a file, cut into blocks. */
export function blocksOf({ hunks }: DiffFile): Block[] {
  return hunks.flatMap(({ header, lines }) =>
    Array.from({ length: Math.max(1, Math.ceil(lines.length / MOST_LINES)) }, (_, index) => ({
      ...(index === 0 ? { header } : {}),
      lines: lines.slice(index * MOST_LINES, (index + 1) * MOST_LINES),
    })),
  );
}
