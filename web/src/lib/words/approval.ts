// What is said where an agent needs an answer: approvals, plans, questions, and what goes unasked.
import { count } from './count';
import type { Preset } from '../wire';

export const approval = {
  heading: 'Needs your approval',
  allow: 'Allow once',
  deny: 'Deny',
  sending: (verdict: 'allow' | 'deny', host: string) =>
    `${verdict === 'allow' ? 'Allowed' : 'Denied'} here. Waiting for ${host} to confirm.`,
  exact: 'Exactly this, once',
  why: 'Why',
  askedBy: (title: string) => `for “${title}”`,
  further: 'Allow more than once',
  rule: 'Exactly this, from now on',
  forTask: 'For this task',
  always: (project: string) => `Always in ${project}`,
  noAlways: 'An unprotected device cannot allow anything for always.',
  own: 'Say what you want instead',
  denyWith: 'Deny and say this',
  held: (time: string) => `The agent is held for another ${time}. Later it is put away, and your answer still counts.`,
  parking: 'The agent is being put away. Your answer still counts.',
  parked: (age: string) => `Put away for ${age}. It goes on by itself once you answer.`,
  hidden: 'Characters that do not show are spelled out in brackets.',
  position: (at: number, of: number) => `${at} of ${of}`,
  next: 'Next',
  previous: 'Previous',
} as const;

export const plan = {
  heading: 'Shows you its plan',
  allow: 'Go ahead',
  deny: 'Not like this',
  denyWith: 'Not like this: say so',
  own: 'Say what should be different',
} as const;

export const leeway = {
  title: 'What agents may do unasked',
  short: { ask: 'Nothing: ask me', edit: 'Edit files', full: 'Full trust in the workspace' } satisfies Record<Preset, string>,
  means: {
    ask: 'Every edit and every command is asked about.',
    edit: 'Edits in the workspace go ahead. Commands are asked about.',
    full: 'Edits and commands in the workspace go ahead. What names something outside it, git’s, the agent’s and Farhand’s own files and the network are still asked about. Commands are not sandboxed: a program that one starts can do whatever you can.',
  } satisfies Record<Preset, string>,
  protectedOnly: 'An unprotected device cannot change this.',
  rule: 'Allowed from now on',
  noRules: 'Nothing else was allowed for always.',
  remove: 'Ask again',
  taskRule: (n: number) => `Allowed from now on for task #${n}`,
  forTask: (n: number) => `Allowed for this task: ${count(n, 'rule')}`,
} as const;

export const question = {
  heading: 'Has a question',
  own: 'In your own words',
  answer: 'Answer',
  sending: (host: string) => `Answered here. Waiting for ${host} to confirm.`,
  many: 'Choose one or more',
} as const;
