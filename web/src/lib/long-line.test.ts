import { expect, test } from 'vitest';
import { isLong, partsOf } from './long-line';
import type { DiffLine } from './view';
import type { Span } from './word-diff';

const line = (length: number, kind: DiffLine['kind'] = 'add'): DiffLine => ({ kind, text: 'x'.repeat(length) });

/** `0-80!` is shown and changed, `(80-1000)` left out. */
function told(long: DiffLine, ...spans: Span[]): string[] {
  return partsOf(long, spans).map(({ from, to, shown, changed }) => `${shown ? '' : '('}${from}-${to}${changed ? '!' : ''}${shown ? '' : ')'}`);
}

test('a line that anybody reads is no long one', () => {
  expect([isLong(line(1_000)), isLong(line(1_001))]).toEqual([false, true]);
});

test('a long line is shown around what changed', () => {
  expect(told(line(240_000), [100_000, 100_004])).toEqual(['(0-99920)', '99920-100084!', '(100084-240000)']);
  expect(told(line(5_000), [10, 20], [4_990, 5_000])).toEqual(['0-100!', '(100-4910)', '4910-5000!']);
});

test('changes that are near each other are shown together', () => {
  expect(told(line(5_000), [1_000, 1_010], [1_100, 1_110])).toEqual(['(0-920)', '920-1190!', '(1190-5000)']);
});

test('what is left out says that it changed, too', () => {
  expect(told(line(240_000))).toEqual(['0-1000!', '(1000-240000!)']);
  expect(told(line(9_000), [100, 900], [2_000, 4_000], [5_000, 5_001])).toEqual(['(0-20)', '20-980!', '(980-1920)', '1920-2200!', '(2200-9000!)']);
});

test('of a long line that stays the begin is shown', () => {
  expect(told(line(9_000, 'normal'))).toEqual(['0-80', '(80-9000)']);
});

test('the parts are the whole line', () => {
  const parts = partsOf(line(9_000), [[100, 5_000], [5_010, 5_011], [8_900, 9_000]]);
  expect(parts.map(({ from }) => from)).toEqual([0, ...parts.slice(0, -1).map(({ to }) => to)]);
  expect(parts.at(-1)?.to).toBe(9_000);
});
