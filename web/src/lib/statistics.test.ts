import { expect, test } from 'vitest';
import { toShare, toTable } from './statistics';
import type { Statistics, Tally } from './wire';

const NONE: Tally = {
  ...{ tasks: 0, going: 0, ended: 0, judged: 0, passed: 0, first_time: 0, failed: 0, interrupted: 0, undone: 0 },
  ...{ unchecked: 0, cancelled: 0, repairs: 0, merged: 0, discarded: 0, undecided: 0, costed: 0 },
};
const TOLD: Statistics = {
  ...{ type: 'statistics', at: 1, words: '', discards: [], took: [], weeks: [] },
  by: [{ ...NONE, complexity: 'medium', tasks: 4, judged: 4, passed: 3, failed: 1 }],
  total: { ...NONE, tasks: 6, judged: 5, passed: 4, failed: 1, took_s: 75, cost_usd: 0.5, costed: 2 },
};

test('a share says of how many, and is a percentage from five on', () => {
  expect(toShare(3, 4)).toEqual({ text: '3 of 4' });
  expect(toShare(4, 5)).toEqual({ text: '4 of 5', percent: '80 %' });
});

test('the last column is of all tasks, and what never happened has no row', () => {
  const { columns, rows } = toTable(TOLD);
  expect(columns).toEqual(['Medium', 'All']);
  const named = new Map(rows.map(({ name, cells }) => [name, cells.map(({ text }) => text)]));
  expect(named.get('Passed their checks')).toEqual(['3 of 4', '4 of 5']);
  expect(named.get('Took, median')).toEqual(['–', '1 min 15 s']);
  expect(named.get('Cost')).toEqual(['–', '$0.50 for 2']);
  expect(named.has('Interrupted')).toBe(false);
});
