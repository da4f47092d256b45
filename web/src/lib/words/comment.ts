// What is said of comments on the lines of a change.
import { count } from './count';

export const comment = {
  title: 'Comments',
  hint: 'Tap a line’s number to comment on it.',
  on: (line: number, side: 'old' | 'new') => `Comment on line ${line}${side === 'old' ? ' before the change' : ''}`,
  of: (line: number, side: 'old' | 'new') => `Comment at line ${line}${side === 'old' ? ' before the change' : ''}`,
  place: (path: string, line: number, side: 'old' | 'new') => `${path}:${line}${side === 'old' ? ' before the change' : ''}`,
  placeholder: 'What should be different?',
  save: 'Save',
  leave: 'Leave it',
  edit: 'Edit',
  remove: 'Remove',
  draft: 'Draft',
  waiting: 'Draft; not yet at the computer',
  outdated: 'outdated',
  stray: 'On lines that are no longer here',
  count: (n: number) => count(n, 'comment'),
  send: (n: number) => `Send ${count(n, 'comment')}`,
  sending: (n: number) => `Sending ${count(n, 'comment')}; not yet at the computer`,
  closed: (n: number) => `${count(n, 'comment')} not sent: the change is settled. Undo that to send them, or remove them.`,
  later: (n: number) => `Task #${n} went on with this change: comment there`,
} as const;
