// The lines of a hunk as they are laid out: one to a row, or before and after side by side.
import { spotOf } from './comments';
import type { CommentView, DiffHunk, DiffLine } from './view';

/** Where a line can be commented on. */
export type Spot = Pick<CommentView, 'side' | 'line'>;

/** A line, and where it stands as it is shown here; one without a number stands nowhere. */
export interface Cell {
  line: DiffLine;
  spot: Spot | undefined;
}

/** One cell, or two: before and after. A side that has no such line is empty. */
export type Row = readonly [Cell] | readonly [Cell | undefined, Cell | undefined];

/** Each line in a row of its own. */
export function toRows({ lines }: DiffHunk): Row[] {
  return lines.map((line) => [{ line, spot: isNumbered(line) ? spotOf(line) : undefined }]);
}

/** Removed lines at the left of the added ones that took their place; what stays stands on both sides. */
export function toSplitRows({ lines }: DiffHunk): Row[] {
  const rows: Row[] = [];
  let removed: Cell[] = [];
  let added: Cell[] = [];
  const settle = (): void => {
    for (let at = 0; at < Math.max(removed.length, added.length); at++) rows.push([removed[at], added[at]]);
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.kind === 'add') added.push(onSide(line, 'new'));
    else {
      if (line.kind === 'normal' || added.length) settle();
      if (line.kind === 'del') removed.push(onSide(line, 'old'));
      else rows.push([onSide(line, 'old'), onSide(line, 'new')]);
    }
  }
  settle();
  return rows;
}

function onSide(line: DiffLine, side: Spot['side']): Cell {
  const number = side === 'old' ? line.oldNumber : line.newNumber;
  return { line, spot: number === undefined ? undefined : { side, line: number } };
}

function isNumbered({ oldNumber, newNumber }: DiffLine): boolean {
  return (oldNumber ?? newNumber) !== undefined;
}
