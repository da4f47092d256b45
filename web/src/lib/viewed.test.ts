import { expect, test } from 'vitest';
import type { DiffFile } from './view';
import { keepMark, markOf, readMarks, type Memory } from './viewed';

function memory(): Memory {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

const blocked: Memory = {
  getItem: () => {
    throw new DOMException('', 'SecurityError');
  },
  setItem: () => {
    throw new DOMException('', 'SecurityError');
  },
};

const file = (text: string): DiffFile => ({ path: 'a.js', status: 'modified', binary: false, added: 1, removed: 0, hunks: [{ header: '@@', lines: [{ kind: 'add', newNumber: 1, text }] }] });

test('marks are kept until they are taken away', () => {
  const device = memory();
  expect(keepMark(device, 'one', true)).toBe(true);
  keepMark(device, 'two', true);
  keepMark(device, 'one', true);
  expect(readMarks(device)).toEqual(['two', 'one']);
  keepMark(device, 'two', false);
  expect(readMarks(device)).toEqual(['one']);
});

test('the oldest marks go before there are too many', () => {
  const device = memory();
  device.setItem('farhand.viewed', JSON.stringify(Array.from({ length: 5_000 }, (_, n) => `${n}`)));
  keepMark(device, 'new', true);
  expect(readMarks(device)).toHaveLength(5_000);
  expect(readMarks(device).at(0)).toBe('1');
  expect(readMarks(device).at(-1)).toBe('new');
});

test('where nothing can be kept, that is told', () => {
  expect(readMarks(blocked)).toEqual([]);
  expect(keepMark(blocked, 'one', true)).toBe(false);
});

test('what is kept but is not a list of marks counts as none', () => {
  const device = memory();
  device.setItem('farhand.viewed', '{"one": true}');
  expect(readMarks(device)).toEqual([]);
});

test('a mark lapses once the diff of the file reads otherwise, and holds where only its lines moved', () => {
  const moved = { ...file('one'), hunks: [{ header: '@@ -9 +9 @@', lines: [{ kind: 'add' as const, newNumber: 9, text: 'one' }] }] };
  expect(markOf(file('one'), 'head')).toBe(markOf(moved, 'later head'));
  expect(markOf(file('one'), 'head')).not.toBe(markOf(file('two'), 'head'));
});

test('a file without lines is viewed for one change alone', () => {
  const binary: DiffFile = { path: 'logo.png', status: 'modified', binary: true, added: 0, removed: 0, hunks: [] };
  expect(markOf(binary, 'head')).toBe(markOf(binary, 'head'));
  expect(markOf(binary, 'head')).not.toBe(markOf(binary, 'later head'));
});
