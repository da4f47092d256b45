import { expect, test } from 'vitest';
import type { DiffFile, DiffLine } from '../lib/view';
import { blocksOf } from './blocks';

const lines = (count: number): DiffLine[] => Array.from({ length: count }, (_, n) => ({ kind: 'add', newNumber: n + 1, text: `${n}` }));
const file = (...counts: number[]): DiffFile => ({ path: 'a', status: 'added', binary: false, added: 0, removed: 0, hunks: counts.map((count, n) => ({ header: `@@ ${n}`, lines: lines(count) })) });

test('a hunk is cut into blocks, and only the first has its header', () => {
  const blocks = blocksOf(file(250, 3));
  expect(blocks.map(({ header, rows: { length } }) => [header, length])).toEqual([['@@ 0', 100], [undefined, 100], [undefined, 50], ['@@ 1', 3]]);
  expect(blocks.flatMap((block) => block.rows)).toHaveLength(253);
});

test('a hunk without lines still shows its header', () => {
  expect(blocksOf(file(0))).toEqual([{ header: '@@ 0', rows: [] }]);
});
