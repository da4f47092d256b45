// What is said of a task: its state, why it waits, what it does now.
import { count, figure } from './count';
import type { TaskState, WaitReason } from '../wire';

export const state = {
  received: 'Received',
  waiting: 'Waiting',
  queued: 'Queued',
  running: 'Running',
  checking: 'Checking',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
} satisfies Record<TaskState, string>;

/** Steps that nobody had to begin. */
export const spared = {
  not_needed: 'Not needed',
  not_done: 'Not done',
} as const;

export const reason = {
  answer: 'It needs an answer from you',
  approval: 'It needs your approval',
  dependency: 'It starts after the task before it',
  capacity: 'It starts when there is room',
  quota: 'The model’s limit is reached',
  confirm: 'This message is old. Should it still run?',
  project: 'Its project has to be named',
  stuck: 'It is stuck',
} satisfies Record<WaitReason, string>;

/** What a task does when neither the host nor a step says more. */
export const doing = {
  received: 'On the computer, not yet in the queue',
  waiting: 'It waits',
  queued: 'It starts as soon as its project is free',
  running: 'Working',
  writing: 'Writing',
  checking: 'Running the checks',
  for: (age: string) => `for ${age}`,
  since: (age: string) => `last step ${age} ago`,
  lastHeard: 'when last heard of',
} as const;

export const task = {
  number: (n: number) => `#${n}`,
  follows: (n: number) => `after #${n}`,
  stepOf: (position: number, of: number) => `step ${position} of ${of}`,
  steps: (n: number) => count(n, 'step'),
  writing: 'Writing',
  printing: 'Output so far',
  stop: 'Stop',
  goOn: 'Go on',
  again: 'Run again',
  goOnNow: 'Go on now',
  run: 'Run it',
  leave: 'Leave it',
  review: 'Review diff',
  details: 'Details',
  followUp: 'Follow up',
  notChecked: 'not checked',
  files: (n: number) => count(n, 'file'),
  lines: (added: number, removed: number) => `${count(added, 'line')} added, ${figure(removed)} removed`,
  cost: (usd: number) => (usd < 0.01 ? 'under $0.01' : `$${usd.toFixed(2)}`),
  exit: (code: number) => `exit ${code}`,
  denied: 'Not allowed',
  workspaceRemoved: (why: string, megabytes: number) =>
    `Folder removed, ${megabytes < 1 ? 'under 1' : figure(Math.round(megabytes))} MB freed: ${why}. The branch is kept; a follow-up makes the folder again.`,
  more: 'Show all',
  less: 'Show less',
  output: 'Output',
  noSteps: 'Nothing done yet',
  step: { going: 'under way', ok: 'done', failed: 'failed', denied: 'not allowed' },
} as const;

export const stuck = {
  state: 'Stuck',
  own: 'What to tell the agent (optional)',
  nudge: 'Nudge',
  retry: 'Begin anew',
  asked: { nudge: 'Telling the agent…', retry: 'Stopping it, to begin anew…' },
} as const;

/** A task that has not begun. */
export const waiting = {
  first: 'Put first',
  last: 'Put last',
  edit: 'Edit',
  text: (n: number) => `Text of #${n}`,
  save: 'Save',
  leave: 'Leave it',
} as const;
