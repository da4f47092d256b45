import { expect, test } from 'vitest';
import { endsChange, seenFrom, usualEnd } from './line-ends';
import type { DiffFile, DiffLine } from './view';

const KINDS = { '+': 'add', '-': 'del', ' ': 'normal' } as const;
const NO_NEWLINE = 'No newline at end of file';

/** A file from lines with their sign; `|` at the end of one: no newline behind it. */
function file(...lines: string[]): DiffFile {
  const read = lines.map((line): DiffLine => {
    const text = line.slice(1).replace(/\|$/, '');
    return { kind: KINDS[line[0] as keyof typeof KINDS], text, ...(line.endsWith('|') ? { remark: NO_NEWLINE } : {}) };
  });
  return { path: 'a', status: 'modified', binary: false, added: 0, removed: 0, hunks: [{ header: '@@', lines: read }] };
}

test.each([
  ['every line', ['-a\r', '-b\r', '+a', '+b'], { to: 'lf', only: true }],
  ['the other way', ['-a', '+a\r'], { to: 'crlf', only: true }],
  ['but for the last line, which has no end', ['-a\r', '-b|', '+a', '+b|'], { to: 'lf', only: true }],
  ['with a line that changed', ['-a\r', '-b\r', '+a', '+c'], { to: 'lf', only: false }],
  ['with a line more', ['-a\r', '+a', '+b'], { to: 'lf', only: false }],
  ['with blanks that went', ['-a \r', '+a'], { to: 'lf', only: false }],
  ['blanks alone', ['-a  ', ' b', '-c', '+c\t'], undefined],
  ['blanks of each line', [' b', '-a  ', '+a'], { to: 'otherwise', only: true }],
  ['ends that were mixed', ['-a\r', '-b', '+a', '+b'], { to: 'otherwise', only: true }],
  ['the newline of the last line alone', ['-a|', '+a'], undefined],
  ['words alone', ['-a\r', '+b\r'], undefined],
  ['a new file', ['+a\r', '+b\r'], undefined],
  ['nothing', [' a'], undefined],
] as const)('what a change makes of line ends: %s', (_, lines, told) => {
  expect(endsChange(file(...lines))).toEqual(told);
});

test('a line is held against what the file ends its lines with', () => {
  expect([usualEnd(file(' a\r', '-b', '+c')), usualEnd(file('-b\r', '+c')), usualEnd(file('+c\r', '+d')), usualEnd(file())]).toEqual(['\r', '\r', '\r', '']);
});

const add = (text: string): DiffLine => ({ kind: 'add', text });
const del = (text: string): DiffLine => ({ kind: 'del', text });

test.each([
  ['a carriage return that went', del('a\r'), add('a'), '', 1],
  ['the line that lost it', add('a'), del('a\r'), '', 1],
  ['blanks that came', add('a  '), del('a'), '', 1],
  ['ends that stay', add('b\r'), del('a\r'), '\r', 2],
  ['blanks of a new line', add('\tb \t'), undefined, '', 2],
  ['a new line that ends as the others do', add('b\r'), undefined, '\r', 2],
  ['a new line that does not', add('b\r'), undefined, '', 1],
  ['a removed line', del('b '), undefined, '', 2],
  ['a line that stays', { kind: 'normal', text: 'b ' } as const, undefined, '', 2],
])('the end of a line is seen where it tells something: %s', (_, line, other, usual, from) => {
  expect(seenFrom(line, other, usual)).toBe(from);
});
