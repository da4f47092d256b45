import { expect, test } from 'vitest';
import { outcome, task } from '../../dev/pieces';
import { isUnchecked, lookOf } from './states';

test('done with nothing to prove it is not drawn as proven', () => {
  const unchecked = task('t', 1, 'Write notes', 0, { state: 'done', outcome: outcome({ code: 'unchecked', verified: false }) });
  expect(lookOf(unchecked)).toEqual({ tone: 'quiet', word: 'Done', open: true });
  expect(isUnchecked(unchecked)).toBe(true);
});

test('done with passed checks is drawn as proven', () => {
  const checked = task('t', 1, 'Fix it', 0, { state: 'done', outcome: outcome({ verified: true }) });
  expect(lookOf(checked)).toEqual({ tone: 'good', word: 'Done', open: false });
  expect(isUnchecked(checked)).toBe(false);
});

test.each(['no_change'])('done with the outcome %s needs no check', (code) => {
  expect(isUnchecked(task('t', 1, 'Look', 0, { state: 'done', outcome: outcome({ code, verified: false }) }))).toBe(false);
});

test('a step that nobody had to begin is not called cancelled', () => {
  const looks = ['not_needed', 'not_done', 'cancelled'].map((code) => lookOf(task('t', 1, 'Fix it', 0, { state: 'cancelled', outcome: outcome({ code }) })));
  expect(looks.map(({ word }) => word)).toEqual(['Not needed', 'Not done', 'Cancelled']);
});

test('a wait that ends by itself asks nobody for anything', () => {
  expect(lookOf(task('t', 1, 'Fix it', 0, { state: 'waiting', reason: 'quota' })).tone).toBe('quiet');
  expect(lookOf(task('t', 1, 'Fix it', 0, { state: 'waiting', reason: 'confirm' })).tone).toBe('warn');
});
