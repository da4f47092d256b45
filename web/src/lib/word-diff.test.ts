import { expect, test } from 'vitest';
import type { DiffLine } from './view';
import { changedWords, pairLines } from './word-diff';

const told = (text: string, other: string): string[] => changedWords(text, other).map(([from, to]) => text.slice(from, to));

test.each([
  ['const LIMIT = 5;', 'const LIMIT = 10;', ['5'], ['10']],
  ["post('/api', async (request) => {", "post('/api', writeLimit, async (request) => {", [], ['writeLimit, ']],
  ['the same', 'the same', [], []],
  ['return old name here', 'return new title here', ['old name'], ['new title']],
  ['größe = maß + 1', 'größe = maß + 2', ['1'], ['2']],
  ['say("🙂 yes")', 'say("🙃 yes")', ['🙂'], ['🙃']],
  ['  indented(one)', '    indented(one)', ['  '], ['    ']],
])('the words that changed from %j to %j', (old, now, gone, come) => {
  expect(told(old, now)).toEqual(gone);
  expect(told(now, old)).toEqual(come);
});

test('a line that took the place of another has no changed words: all of it changed', () => {
  expect(changedWords('import os', 'raise ValueError("no such thing")')).toEqual([]);
});

test('of very long lines what differs is told, as one where it is itself very long', () => {
  const long = 'word, '.repeat(40_000);
  expect(told(`${long}one, ${long}`, `${long}two, ${long}`)).toEqual(['one']);
  expect(told(`${long}${'a b '.repeat(300)}${long}`, `${long}${'c d '.repeat(300)}${long}`)).toEqual([`${'a b '.repeat(299)}a b`]);
});

test('of a word that nobody reads a piece is told', () => {
  const long = 'x'.repeat(10_000);
  expect(told(`${long}a${long}`, `${long}b${long}`)).toEqual(['a']);
});

const line = (kind: DiffLine['kind'], text: string): DiffLine => ({ kind, text });

test('removed lines pair with the added lines that follow, in order', () => {
  const lines = [line('del', 'a'), line('del', 'b'), line('add', 'A'), line('add', 'B'), line('add', 'C'), line('del', 'd'), line('normal', 'n'), line('add', 'E'), line('del', 'f'), line('add', 'F')];
  const pairs = pairLines({ header: '', lines });
  expect(lines.map((one) => pairs.get(one)?.text)).toEqual(['A', 'B', 'a', 'b', undefined, undefined, undefined, undefined, 'F', 'f']);
});
