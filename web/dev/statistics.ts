// Canned statistics: enough complex tasks for no percentage, enough simple ones for one.
import type { Statistics, Tally } from '../src/lib/wire';

const NONE: Tally = {
  ...{ tasks: 0, going: 0, ended: 0, judged: 0, passed: 0, first_time: 0, failed: 0, interrupted: 0, undone: 0 },
  ...{ unchecked: 0, cancelled: 0, repairs: 0, merged: 0, discarded: 0, undecided: 0, costed: 0 },
};
const SIMPLE: Tally = { ...NONE, complexity: 'simple', tasks: 24, ended: 24, judged: 21, passed: 20, first_time: 18, failed: 1, unchecked: 2, cancelled: 1, repairs: 2, merged: 17, discarded: 1, undecided: 3, took_s: 74, waited_s: 3.5, costed: 21, cost_usd: 3.1 };
const COMPLEX: Tally = { ...NONE, complexity: 'complex', tasks: 4, going: 1, ended: 3, judged: 3, passed: 2, first_time: 1, undone: 1, repairs: 3, merged: 1, undecided: 1, took_s: 840, waited_s: 120, costed: 3, cost_usd: 4.25 };

export const STATISTICS: Statistics = {
  type: 'statistics',
  at: Date.now() - 20_000,
  words: '22 of 24 (92 %) passed their checks, 19 of them at the first try; 1 taken back or discarded as wrong after they passed; 2 not checked, so not counted; 1 cancelled by you, so not counted; 1 not ended yet',
  total: { ...NONE, tasks: 28, going: 1, ended: 27, judged: 24, passed: 22, first_time: 19, failed: 1, undone: 1, unchecked: 2, cancelled: 1, repairs: 5, merged: 18, discarded: 1, undecided: 4, took_s: 81, waited_s: 4, costed: 24, cost_usd: 7.35 },
  by: [SIMPLE, COMPLEX],
  discards: [{ why: 'unneeded', n: 1, words: [] }, { why: 'other', n: 1, words: ['the library went another way'] }],
  took: [{ up_to_s: 60, n: 9 }, { up_to_s: 300, n: 12 }, { up_to_s: 900, n: 4 }, { up_to_s: 3600, n: 2 }, { n: 0 }],
  weeks: [
    { since: Date.now() - 28 * 86_400_000, ended: 4, judged: 4, passed: 2, costed: 4, cost_usd: 2.1 },
    { since: Date.now() - 21 * 86_400_000, ended: 0, judged: 0, passed: 0, costed: 0 },
    { since: Date.now() - 14 * 86_400_000, ended: 9, judged: 8, passed: 8, costed: 8, cost_usd: 3.2 },
    { since: Date.now() - 7 * 86_400_000, ended: 14, judged: 12, passed: 12, costed: 12, cost_usd: 2.05 },
  ],
};
