import { expect, test } from 'vitest';
import { check } from '../../dev/pieces';
import { newestOf, tallyOf } from './checks';

test('a check that was repeated after a repair is shown once, as it ended last', () => {
  const shown = newestOf([check({ status: 'failed' }), check({ command: 'npm run lint' }), check()]);
  expect(shown.map(({ command, status }) => [command, status])).toEqual([['npm test', 'passed'], ['npm run lint', 'passed']]);
});

test('figures that the headline said already are not said again', () => {
  expect(tallyOf(check())).toBe('14 of 14 passed');
  expect(tallyOf(check(), '14 of 14 tests pass')).toBe('passed');
  expect(tallyOf(check({ status: 'failed', passed: 12 }), '12 of 14')).toBe('12 of 14 passed');
  expect(tallyOf(check({ status: 'not started', passed: undefined, total: undefined }))).toBe('could not start');
});
