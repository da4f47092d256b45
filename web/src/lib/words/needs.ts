// What is said of approvals and questions beside what they ask: what an action can touch, and who answered.
import type { AnsweredView } from '../attention';
import type { ApprovalClosed } from '../wire';

type Scope = NonNullable<ApprovalClosed['scope']>;

export const needs = {
  reach: 'What it can touch',
  folder: 'Folder',
  reads: 'Reads',
  writes: 'Writes',
  network: 'Network',
  files: 'Files',
  unasked: 'Without asking',
  nothing: 'nothing',
  none: 'none',
  unknown: 'unknown',
  staysInside: 'unknown: it names none outside the folder, but what it starts can do whatever you can',
  namesOutside: 'unknown: it names something outside the folder or on the network',

  byRule: { once: 'by a rule that was granted', task: 'for the whole task', project: 'for always in the project' } satisfies Record<Scope, string>,
  verdict: (by: string, time: string) =>
    ({
      allowed: `Allowed by ${by}, ${time}`,
      denied: `Denied by ${by}, ${time}`,
      answered: `Answered by ${by}, ${time}`,
      over: `No longer asked since ${time}: the run is over`,
    }) satisfies Record<AnsweredView['verdict'], string>,
  passkey: 'not sent: needs your passkey',
  confirm: 'Confirm with passkey',
  needless: 'not sent yet',
  send: 'Send',
  takeBack: 'Take back',
  takeBackText: 'Take back without its files',

  goesOn: 'Goes on below',
  more: 'More below',
  aside: 'Back to the thread',
  show: 'Show',
  instead: {
    action: 'To allow it, empty what you wrote instead.',
    plan: 'To go ahead, empty what you wrote should be different.',
  },

  elsewhere: 'Answered elsewhere',
  several: (n: number) => `${n} were answered elsewhere`,
  seen: 'Close',
  you: 'you',
  over: 'Answered, or no longer asked',
  says: {
    denied: { you: 'You want instead:', other: (by: string) => `${by} wants instead:` },
    answered: { you: 'You answered:', other: (by: string) => `${by} answered:` },
  },
} as const;
