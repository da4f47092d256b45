// How checks are told: the newest of each command, and nothing that was said already.
import type { OutputPlace } from '../lib/output-place';
import type { CheckResult, CheckStatus, Outcome } from '../lib/wire';
import { words } from '../lib/words';
import { figures } from '../lib/words/figures';

const CUT = '…\n'; // stands where the host left out the beginning of an output

/** The newest result of each command: after a repair the same command is checked again. */
export function newestOf(checks: readonly CheckResult[]): CheckResult[] {
  const newest = new Map<string, CheckResult>();
  for (const check of checks) newest.set(check.command, check);
  return [...newest.values()];
}

/** Where the output of a check is opened. */
export const OUTPUT_PLACES = { passed: 'end', failed: 'failure', 'timed out': 'end', 'not started': 'begin' } satisfies Record<CheckStatus, OutputPlace>;

/** The output of an outcome, unless it stands below one of its checks already: of that the host repeats the end. */
export function ownOutputOf({ output, checks }: Outcome): string {
  const repeated = output.startsWith(CUT) ? output.slice(CUT.length) : output;
  return newestOf(checks).some((check) => check.output.endsWith(repeated)) ? '' : output;
}

/** How a check ended, in figures where it counted and `said` does not hold them. */
export function tallyOf(check: CheckResult, said = ''): string {
  const { passed, total, status } = check;
  if (passed === undefined || total === undefined) return words.check[status];
  if (status === 'passed' && said.includes(figures.of(`${passed}`, `${total}`))) return words.check[status];
  const counted = words.check.tally(passed, total);
  return status === 'timed out' ? `${counted}, ${words.check[status]}` : counted;
}

/** What else is known, and not `said`: that a second try made it pass, or how a failing check ended before the change. */
export function asideOf(check: CheckResult, said = ''): string {
  if (check.flaky) return words.check.flaky;
  if (check.baseline === undefined) return '';
  const failedBefore = failuresOf(check.baseline_passed, check.baseline_total);
  const aside =
    check.baseline === 'failed' && failedBefore
      ? words.check.failedBefore(failedBefore, failedBefore === failuresOf(check.passed, check.total))
      : words.check.before[check.baseline];
  return said.includes(aside) ? '' : aside;
}

function failuresOf(passed?: number, total?: number): number | undefined {
  return passed === undefined || total === undefined ? undefined : total - passed;
}
