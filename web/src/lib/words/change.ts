// What is said of a change: its risk, its checks, and what can become of it.
import { count, figure } from './count';
import type { DiscardReason } from '../wire';

export const change = {
  apply: 'Apply',
  rebase: 'Rebase',
  revert: 'Take back',
  discard: 'Discard',
  restore: 'Undo',
  keep: 'Keep as branch',
  propose: 'Pull request',
  hand_over: 'Let the agent resolve it',
  use: 'Take this one',
  more: 'More ways to go on with it',
  branchName: 'Name of the branch',
  address: 'Open it',
  asked: { apply: 'Applying…', rebase: 'Rebasing…', revert: 'Taking it back…', discard: 'Discarding…', restore: 'Bringing it back…', keep: 'Keeping it…', propose: 'Opening a pull request…', hand_over: 'Handing it to the agent…', use: 'Taking it…' },
  notDone: 'Not done:',
  askWhy: 'Why?',
  why: {
    wrong: 'Wrong',
    unneeded: 'Not needed',
    otherwise: 'Done another way',
    too_much: 'Too large to review',
    other: 'Another reason',
  } satisfies Record<DiscardReason, string>,
  explained: (why: string) => `Discarded: ${why}`,
  explaining: (why: string) => `${why}; not yet at the computer`,
  ownWhy: 'In your own words',
  sayWhy: 'Say so',
} as const;

export const attempt = {
  title: 'Fresh attempts',
  number: (n: number) => `Attempt ${n}`,
  first: 'The run before them',
  chosen: 'taken',
  removed: 'branch removed',
  state: { waiting: 'waits', running: 'running', passed: 'passed', failed: 'failed', stopped: 'stopped' },
} as const;

/** What each run added to its branch. */
export const commits = {
  title: 'Commits of each run',
  run: (n: number) => `Run ${n}`,
  made: (n: number | null | undefined) => (n === null || n === undefined ? 'its history was rewritten' : n ? count(n, 'commit') : 'no commit'),
} as const;

export const risk = { small: 'small risk', medium: 'medium risk', large: 'large risk', also: (reasons: string) => `also: ${reasons}` } as const;

export const check = {
  tally: (passed: number, total: number) => `${figure(passed)} of ${figure(total)} passed`,
  passed: 'passed',
  failed: 'failed',
  'not started': 'could not start',
  'timed out': 'timed out',
  flaky: 'on the second try: flaky',
  before: {
    passed: 'passed before',
    failed: 'failed before, too',
    'timed out': 'did not end in time before, either',
    'not run': 'could not be run on the commit before',
  },
  failedBefore: (count: number, same: boolean) => `${figure(count)} failed before${same ? ', too' : ''}`,
  title: 'Checks',
  ticket: (only: boolean) => (only ? 'Its only check:' : 'A check of its own:'),
  notCheckable: (asked: string) => `No command, so for you to verify: ${asked}`,
  none: 'No check is known for this project, so nothing proves the result.',
  output: (command: string) => `Output of ${command}`,
} as const;
