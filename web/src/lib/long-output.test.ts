import { expect, test } from 'vitest';
import { piecesOf, sizeOf } from './long-output';

const LINES = Array.from({ length: 10_000 }, (_, n) => `line ${n + 1}\n`).join('');

test('a short output is one piece, and none has none', () => {
  expect(piecesOf('one\ntwo\n')).toEqual(['one\ntwo\n']);
  expect(piecesOf('')).toEqual([]);
});

test.each([
  ['many lines', LINES, 25],
  ['lines without an end', LINES.trimEnd(), 25],
  ['one line', 'x'.repeat(1_000_000), 50],
  ['a long line between others', `a\n${'x'.repeat(50_000)}\nb\n`, 4],
  ['empty lines', '\n'.repeat(1_000), 3],
])('%s come in pieces that are all of it', (_, text, count) => {
  const pieces = piecesOf(text);
  expect(pieces.join('')).toBe(text);
  expect(pieces.length).toBe(count);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(20_000);
});

test('a piece begins with a line and is counted by its lines', () => {
  const pieces = piecesOf(LINES);
  expect(pieces.at(-1)?.startsWith('line 9601\n')).toBe(true);
  expect(sizeOf(pieces.slice(0, -1))).toEqual({ lines: 9_600, characters: LINES.indexOf('line 9601\n') });
});
