import { expect, test } from 'vitest';
import vectors from '../../../tests/vectors/sayings.json';
import { told, worded } from './telling';
import type { Saying } from './wire';
import { sayings as german } from './words/de/sayings';

test.each(vectors as Saying[])('$code has its words in German, with all that is filled in', (saying) => {
  const words = worded('', saying, german);
  expect(words).toMatch(/\S/);
  expect(words).not.toMatch(/undefined|NaN|\[object|=>/);
  for (const given of Object.values(saying.given)) if (typeof given === 'string') expect(words).toContain(given);
});

test('in English the text of the host stands as it is', () => {
  const saying = { code: 'tests_fail', given: { failed: 2, total: 14 } };
  expect(told({ words: '2 of 14 tests fail', said: { words: saying } }, 'words')).toBe('2 of 14 tests fail');
});

test('what is said within another sentence is worded, too', () => {
  const tests = { code: 'tests_fail', given: { failed: 2, total: 14 }, text: '2 of 14 tests fail' };
  const saying = { code: 'repair', given: { number: 1, of: 2, failing: [tests, 'another'] } };
  expect(worded('repair 1 of 2: 2 of 14 tests fail; another', saying, german)).toBe('Nachbesserung 1 von 2: 2 von 14 Tests scheitern; another');
});

test('a time to come is named with its day, where it is not today', () => {
  const at = (ms: number): string => worded('', { code: 'limit_until', given: { until: Date.now() + ms, now: 0 } }, german);
  expect(at(0)).toMatch(/weiter geht es um \d+:\d\d$/);
  expect(at(9 * 86_400_000)).toMatch(/weiter geht es am \d+\. \S+ um \d+:\d\d$/);
});

test('what only a newer host says, or an older one, stands as it came', () => {
  expect(worded('the moon is full', { code: 'moon_full', given: {} }, german)).toBe('the moon is full');
  expect(told({ words: 'stopped' }, 'words')).toBe('stopped');
});
