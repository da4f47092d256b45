import { expect, test } from 'vitest';
import { check, outcome } from '../../dev/pieces';
import { asideOf, newestOf, ownOutputOf, tallyOf } from './checks';

test('a check that was repeated after a repair is shown once, as it ended last', () => {
  const shown = newestOf([check({ status: 'failed' }), check({ command: 'npm run lint' }), check()]);
  expect(shown.map(({ command, status }) => [command, status])).toEqual([['npm test', 'passed'], ['npm run lint', 'passed']]);
});

test.each([
  ['all of it', 'one\ntwo\n'],
  ['its end', '…\ntwo\n'],
])('an output of which a check shows %s is not shown again', (_, output) => {
  expect(ownOutputOf(outcome({ output, checks: [check(), check({ command: 'npm run lint', output: 'one\ntwo\n' })] }))).toBe('');
});

test('an output that stands nowhere else is shown', () => {
  const output = 'the agent crashed\n';
  expect(ownOutputOf(outcome({ output }))).toBe(output);
  expect(ownOutputOf(outcome({ output, checks: [check({ output: 'one\ntwo\n' }), check({ output: '' })] }))).toBe(output);
  expect(ownOutputOf(outcome({ output, checks: [check({ output }), check({ output: 'of the same command, after a repair\n' })] }))).toBe(output);
});

test('figures that the headline said already are not said again', () => {
  expect(tallyOf(check())).toBe('14 of 14 passed');
  expect(tallyOf(check(), '14 of 14 tests pass')).toBe('passed');
  expect(tallyOf(check({ status: 'failed', passed: 12 }), '12 of 14')).toBe('12 of 14 passed');
  expect(tallyOf(check({ status: 'not started', passed: undefined, total: undefined }))).toBe('could not start');
});

test('a failure is told beside how the check ended before, and a second try is named', () => {
  const failed = { status: 'failed', passed: 12 } as const;
  expect(asideOf(check())).toBe('');
  expect(asideOf(check({ flaky: true }))).toBe('on the second try: flaky');
  expect(asideOf(check({ ...failed, baseline: 'passed' }))).toBe('passed before');
  expect(asideOf(check({ ...failed, baseline: 'passed' }), '2 of 14 tests fail; all passed before')).toBe('');
  expect(asideOf(check({ ...failed, baseline: 'failed' }))).toBe('failed before, too');
  expect(asideOf(check({ ...failed, baseline: 'failed', baseline_passed: 12, baseline_total: 14 }))).toBe('2 failed before, too');
  expect(asideOf(check({ ...failed, baseline: 'failed', baseline_passed: 13, baseline_total: 14 }))).toBe('1 failed before');
  expect(asideOf(check({ ...failed, baseline: 'not run' }))).toBe('could not be run on the commit before');
});
