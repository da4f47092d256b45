import { expect, test } from 'vitest';
import { missingLines, type DiffFile, type DiffLine } from './changed-file';

const kept: DiffLine = { kind: 'normal', text: 'a' };
const come: DiffLine = { kind: 'add', text: 'b' };
const file = (added: number, ...lines: DiffLine[]): DiffFile => ({ path: 'a', status: 'modified', binary: false, added, removed: 0, hunks: lines.length ? [{ header: '@@', lines }] : [] });

test('a file whose lines were cut off says how many', () => {
  expect([missingLines(file(2, kept, come)), missingLines(file(3)), missingLines(file(1, kept, come)), missingLines(file(0))]).toEqual([1, 3, 0, 0]);
});
