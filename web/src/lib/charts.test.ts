import { expect, test } from 'vitest';
import { ASSUMED, readAssumptions, recoveredSeconds, toBars, toColumns, toSpans } from './charts';
import type { Statistics, Tally } from './wire';

const NONE: Tally = {
  ...{ tasks: 0, going: 0, ended: 0, judged: 0, passed: 0, first_time: 0, failed: 0, interrupted: 0, undone: 0 },
  ...{ unchecked: 0, cancelled: 0, repairs: 0, merged: 0, discarded: 0, undecided: 0, costed: 0 },
};
const SIMPLE: Tally = { ...NONE, complexity: 'simple', judged: 8, passed: 6, first_time: 4, failed: 2 };
const COMPLEX: Tally = { ...NONE, complexity: 'complex', judged: 2, passed: 1, first_time: 1, undone: 1 };
const TOLD: Statistics = {
  ...{ type: 'statistics', at: 1, words: '', discards: [], took: [], weeks: [] },
  by: [SIMPLE, { ...NONE, complexity: 'medium', tasks: 1, unchecked: 1 }, COMPLEX],
  total: { ...NONE, judged: 10, passed: 7, first_time: 5, failed: 2, undone: 1 },
};

test('the parts of a bar fill it, in one order, and none of them is empty', () => {
  const [simple, complex, all] = toBars(TOLD);
  expect(simple?.parts).toEqual([
    { end: 'first', x: 0, width: 50 },
    { end: 'repaired', x: 50, width: 25 },
    { end: 'failed', x: 75, width: 25 },
  ]);
  expect([simple?.name, complex?.name, all?.name]).toEqual(['Simple', 'Complex', 'All']);
  expect([simple?.share, complex?.share]).toEqual(['6 of 8, 75 %', '1 of 2']);
});

test('one complexity alone needs no bar of all', () => {
  expect(toBars({ ...TOLD, by: [SIMPLE], total: SIMPLE }).map(({ name }) => name)).toEqual(['Simple']);
  expect(toBars({ ...TOLD, by: [], total: NONE })).toEqual([]);
});

test('spans of time are named by where they begin and end', () => {
  expect(toSpans([{ up_to_s: 60, n: 4 }, { up_to_s: 3600, n: 0 }, { n: 2 }])).toEqual([
    { name: 'up to 1 min', n: 4, part: 1 },
    { name: '1 min to 1 h', n: 0, part: 0 },
    { name: 'over 1 h', n: 2, part: 0.5 },
  ]);
});

test('columns are measured by the tallest, costs by the dearest', () => {
  const columns = toColumns([
    { since: 0, ended: 4, judged: 4, passed: 2, costed: 2, cost_usd: 1 },
    { since: 1, ended: 2, judged: 2, passed: 2, costed: 0 },
  ]);
  expect(columns.map(({ ended, passed, cost }) => [ended, passed, cost])).toEqual([[1, 0.5, 1], [0.5, 0.5, 0]]);
});

test('time recovered counts what passed and stands, less what it took of the person', () => {
  expect(recoveredSeconds(TOLD, { simple: 15, medium: 60, complex: 240, own: 5 })).toBe(60 * (6 * 10 + 235));
  expect(recoveredSeconds(TOLD, { simple: 0, medium: 0, complex: 0, own: 5 })).toBe(0);
});

test.each([[null], ['{'], ['7'], ['null'], ['{"simple":-1,"own":"x"}']])('kept assumptions that say nothing sensible are as assumed: %s', (text) => {
  expect(readAssumptions(text)).toEqual(ASSUMED);
});

test('kept assumptions are read', () => {
  expect(readAssumptions(JSON.stringify({ ...ASSUMED, simple: 30 }))).toEqual({ ...ASSUMED, simple: 30 });
});
