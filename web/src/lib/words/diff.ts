// What is said of the files of a change while they are read.
import { count } from './count';

export const diff = {
  viewed: 'Viewed',
  split: 'Side by side',
  viewedOf: (viewed: number, files: number) => `${viewed} of ${count(files, 'file')} viewed`,
  keptHere: 'Viewed marks stay on this device and lapse when a file changes.',
  notKept: 'This browser keeps nothing: viewed marks are gone when the page closes.',
} as const;
