import { expect, test } from 'vitest';
import type { DiffFile } from '../view';
import { binary } from './binary';

const file = (path: string, more: Partial<DiffFile> = {}): DiffFile => ({ path, status: 'modified', binary: true, added: 0, removed: 0, hunks: [], ...more });
const side = (size: number, media: string) => ({ content: 'c', size, media });

test.each([
  [file('a.png', { before: side(12_000, 'image/png'), after: side(14_000, 'image/png') }), 'PNG image, 12 kB → 14 kB'],
  [file('a.pdf', { after: side(1_200_000, 'application/pdf') }), 'PDF, 1.2 MB'],
  [file('a.sqlite', { before: side(1, 'application/octet-stream') }), 'SQLITE file, 1 byte'],
  [file('LICENSE', { after: side(900, 'application/octet-stream') }), 'Binary file, 900 bytes'],
  [file('a.ico', { after: side(900, 'image/x-icon') }), 'ICON image, 900 bytes'],
  [file('old'), 'Binary file'],
])('%o is said in words', (given, words) => expect(binary.facts(given)).toBe(words));

test.each([
  ['100644', '100755', 'can be run as a program now'],
  ['100755', '100644', 'can no longer be run as a program'],
  ['100644', '120000', 'is a symbolic link now'],
  ['120000', '100644', 'is no longer a symbolic link'],
  ['100644', '160000', 'mode 100644 → 160000'],
])('a mode that goes from %s to %s is said in words', (was, is, words) => expect(binary.mode({ was, is })).toBe(words));
