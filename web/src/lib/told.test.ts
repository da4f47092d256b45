import { expect, test } from 'vitest';
import { withTold } from './told';
import type { Filenames, Preview } from './wire';

const page = (part: number, more: Partial<Preview> = {}): Preview => ({ type: 'preview', file: 'f', part, width: 1280, kind: 'page', parts: 9, title: '', says: '', more_rows: 0, more_columns: 0, assumed: '', ...more });

test('each part of a preview is known beside the others, as it was told last', () => {
  const known = [page(0), page(1), page(0, { why_not: 'gone' })].reduce(withTold, {});
  expect([...(known.previews?.values() ?? [])].map(({ part, why_not }) => [part, why_not])).toEqual([[0, 'gone'], [1, undefined]]);
});

test('of other answers the newest of each kind is known', () => {
  const told: Filenames = { type: 'filenames', project: 'p', query: 'a', names: [], words: '' };
  expect(withTold(withTold({}, told), { ...told, query: 'ab' })).toEqual({ filenames: { ...told, query: 'ab' } });
});
