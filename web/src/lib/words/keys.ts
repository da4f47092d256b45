// What is said of the keyboard.
import type { Act, Group } from '../shortcuts';

export const keys = {
  title: 'Keys',
  show: 'Show the keys',
  characters: 'Keys that are single letters or signs',
  charactersMean: 'Switch them off if you speak to this device, or press keys by accident. F6, arrows, Enter and Escape stay.',
  on: 'On',
  off: 'Off',
  close: 'Close',
  or: 'or',
  groups: { move: 'Move', do: 'Do', read: 'Read a change' } satisfies Record<Group, string>,
  acts: {
    nextPane: 'Next of queue, thread, what needs you, message and what is open',
    previousPane: 'The one before',
    next: 'Next task, file or line',
    previous: 'The one before',
    open: 'Open the task, or comment on the line',
    back: 'Out of a text field, or back to the thread',
    write: 'Write a message',
    needs: 'Go to what waits for you',
    allow: 'Allow once, while there',
    deny: 'Deny, while there',
    search: 'Search the thread',
    help: 'Show these keys',
    nextChange: 'Next change or comment',
    previousChange: 'The one before',
    nextFile: 'Next file',
    previousFile: 'File before',
    comment: 'Comment on the line',
    commentOld: 'Comment on the line before the change',
    viewed: 'Mark the file as viewed, or not',
    split: 'Side by side, or line after line',
  } satisfies Record<Act, string>,
  /** Keys whose name is not what is printed on them. */
  named: { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' } as Record<string, string>,
} as const;
