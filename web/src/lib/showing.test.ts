import { expect, test } from 'vitest';
import { showingOf, shownHere } from './showing';
import type { Manifest } from './wire';

const manifest: Manifest = { blob: 'b', name: 'n', media: 'm', size: 1, sha256: '', key: '', chunks: [] };

test.each([
  ['text/csv', 2_000, 'table'],
  ['text/markdown', 2_000, 'markdown'],
  ['text/x-python', 2_000, 'text'],
  ['application/json', 2_000, 'text'],
  ['text/csv', 40_000_000, undefined],
  ['image/png', 900_000, 'image'],
  ['image/jpeg', 40_000_000, undefined],
  ['image/tiff', 2_000, undefined],
  ['application/pdf', 2_000, undefined],
])('%s of %i bytes is shown by the app as %s', (media, size, showing) => {
  expect(shownHere({ media, size, manifest })).toBe(showing);
});

test('what lies on the computer alone is shown by the computer', () => {
  expect(shownHere({ media: 'text/csv', size: 10 })).toBeUndefined();
});

test.each([
  ['page', 'image/webp', 'image'],
  ['sheet', 'text/csv', 'table'],
  ['slide', 'text/html', 'markup'],
  ['text', 'text/markdown', 'markdown'],
  ['text', 'text/plain', 'text'],
] as const)('a %s of %s is shown as %s', (kind, media, showing) => {
  expect(showingOf(kind, media)).toBe(showing);
});
