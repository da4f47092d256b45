import { expect, test } from 'vitest';
import { change, outcome, task } from '../../dev/pieces';
import type { ChangeSettled } from '../lib/wire';
import { actsOf, likelyOf, mainActOf, wantsReading } from './acts';

const MADE = { change: change('t', []), outcome: outcome() };

function settled(state: ChangeSettled['state'], more: Partial<ChangeSettled> = {}): ChangeSettled {
  return { type: 'change.settled', at: 1, origin: 'host', task: 't', act: 'apply', what: 'applied', state, words: '', ...more };
}

test.each([
  [undefined, ['apply', 'propose', 'keep', 'discard']],
  [settled('pending', { what: 'kept', code: 'base_moved' }), ['rebase', 'discard']],
  [settled('pending', { what: 'kept', code: 'clash' }), ['hand_over', 'discard']],
  [settled('pending', { what: 'reverted' }), ['apply', 'propose', 'keep', 'discard']],
  [settled('kept'), ['apply', 'propose', 'discard']],
  [settled('opened as PR'), ['apply', 'propose', 'discard']],
  [settled('applied'), ['revert']],
  [settled('discarded'), ['restore']],
])('a change offers what fits its state', (given, acts) => {
  expect(actsOf(task('t', 1, 'T', 0, { ...MADE, ...(given ? { settled: given } : {}) }))).toEqual(acts);
});

test('what its checks find broken is handed to the agent first of all', () => {
  const failed = { ...MADE, outcome: outcome({ code: 'check_failed' }) };
  expect(actsOf(task('t', 1, 'T', 0, failed))[0]).toBe('hand_over');
});

test('a card shows the likeliest act and how to be rid of the change, and all of few', () => {
  expect(likelyOf(task('t', 1, 'T', 0, MADE))).toEqual(['apply', 'discard']);
  expect(likelyOf(task('t', 1, 'T', 0, { ...MADE, outcome: outcome({ code: 'check_failed' }) }))).toEqual(['hand_over', 'discard']);
  expect(likelyOf(task('t', 1, 'T', 0, { ...MADE, settled: settled('kept') }))).toEqual(['apply', 'propose', 'discard']);
});

test('nothing is offered while a run works, or where there is no branch', () => {
  expect(actsOf(task('t', 1, 'T', 0, { change: MADE.change }))).toEqual([]);
  expect(actsOf(task('t', 1, 'T', 0, { ...MADE, change: { ...MADE.change, branch: '' } }))).toEqual([]);
});

test.each([
  [undefined, 'done', 'apply'],
  [undefined, 'check_failed', 'hand_over'],
  [settled('pending', { what: 'kept', code: 'base_moved' }), 'done', undefined],
  [settled('pending', { what: 'kept', code: 'clash' }), 'done', 'hand_over'],
  [settled('applied'), 'done', undefined],
  [settled('discarded'), 'done', undefined],
])('one act stands out at most', (given, code, act) => {
  expect(mainActOf(task('t', 1, 'T', 0, { change: MADE.change, outcome: outcome({ code }), ...(given ? { settled: given } : {}) }))).toBe(act);
});

test.each([
  ['small', {}, false, 'apply'],
  ['large', {}, true, undefined],
  ['large', { outcome: outcome({ code: 'check_failed' }) }, false, 'hand_over'],
  ['large', { settled: settled('applied') }, false, undefined],
] as const)('a change of large risk is to be read before it is applied', (level, more, reads, act) => {
  const risky = task('t', 1, 'T', 0, { ...MADE, change: { ...MADE.change, risk: { level, weight: 8, reasons: [] } }, ...more });
  expect([wantsReading(risky), mainActOf(risky)]).toEqual([reads, act]);
});
