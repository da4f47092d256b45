import { expect, test } from 'vitest';
import { toRows, toSplitRows, type Row } from './rows';
import type { DiffHunk, DiffLine } from './view';

function hunk(text: string): DiffHunk {
  let oldNumber = 1;
  let newNumber = 1;
  const lines = text.split('\n').map((line): DiffLine => {
    const body = line.slice(1);
    if (line.startsWith('+')) return { kind: 'add', newNumber: newNumber++, text: body };
    if (line.startsWith('-')) return { kind: 'del', oldNumber: oldNumber++, text: body };
    return { kind: 'normal', oldNumber: oldNumber++, newNumber: newNumber++, text: body };
  });
  return { header: '@@', lines };
}

const texts = (rows: readonly Row[]) => rows.map((row) => row.map((cell) => cell?.line.text ?? null));

test('line after line, each stands where it can be commented on', () => {
  expect(toRows(hunk(' a\n-b\n+c')).map(([cell]) => cell?.spot)).toEqual([
    { side: 'new', line: 1 },
    { side: 'old', line: 2 },
    { side: 'new', line: 2 },
  ]);
});

test('side by side, what was removed stands left of what took its place', () => {
  expect(texts(toSplitRows(hunk(' a\n-b\n-c\n+B\n d\n+e')))).toEqual([['a', 'a'], ['b', 'B'], ['c', null], ['d', 'd'], [null, 'e']]);
});

test('lines that are removed behind added ones begin anew', () => {
  expect(texts(toSplitRows(hunk('-a\n+A\n-b\n+B')))).toEqual([['a', 'A'], ['b', 'B']]);
});

test('side by side, each side is commented on by its own number', () => {
  const [kept, , changed] = toSplitRows(hunk(' a\n+x\n b'));
  expect(kept?.map((cell) => cell?.spot)).toEqual([{ side: 'old', line: 1 }, { side: 'new', line: 1 }]);
  expect(changed?.map((cell) => cell?.spot)).toEqual([{ side: 'old', line: 2 }, { side: 'new', line: 3 }]);
});
