// Where an output is opened: where it tells of a failure, or where whoever printed it sums up.
import { plainText } from './terminal';

/** `failure` is the last line that tells of one, and the end where no line does: runners sum up there. */
export type OutputPlace = 'begin' | 'failure' | 'end';

const TELLS: readonly RegExp[] = [
  /\b(?:FAIL(?:ED|URES?)?|ERRORS?)\b/, // pytest, unittest, go, jest, cargo, gradle, maven
  /\b[1-9]\d* (?:tests? )?(?:failed|failing|failures?|errors?)\b/, // vitest, mocha, rspec, eslint
  /(?:^|[\s:])(?:fatal )?error(?:\[\w+\]| [A-Z]+\d+)?: /i, // compilers
  /(?:^|[\s.:])\w*(?:Error|Exception)(?:: | \[|$)/, // what was thrown
  /\bpanicked at |^panic: /, // rust, go
  /^\s*(?:[✗✘✖✕×❌]|not ok\b)/, // what does not pass, in a list
  /^\s*[#ℹ] fail [1-9]/, // node
];
const PASSES = /^\s*(?:[✓✔√]|ok\b|PASS(?:ED)?\b)|\bPASSED\b/; // whatever its name has in it

/** An output in two: what stands before the place where it is opened, and what stands from there on. */
export function partedAt(text: string, place: OutputPlace): [before: string, from: string] {
  if (place === 'begin') return ['', text];
  const lines = place === 'failure' ? text.split('\n') : [];
  const at = lines.findLastIndex((line) => tellsOfFailure(plainText(line)));
  return at < 0 ? [text, ''] : [lines.slice(0, at).map((line) => `${line}\n`).join(''), lines.slice(at).join('\n')];
}

function tellsOfFailure(line: string): boolean {
  return !PASSES.test(line) && TELLS.some((tells) => tells.test(line));
}
