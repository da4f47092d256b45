// What is said of outputs, and of copying.
import { count } from './count';

export const output = {
  copy: (text: string) => `Copy “${beginningOf(text)}”`,
  copied: 'Copied',
  notCopied: 'This browser did not let it be copied. Select the text and copy it by hand.',
  earlier: (lines: number, characters: number) => `${lines ? count(lines, 'earlier line') : count(characters, 'earlier character')}: show more`,
};

/** Enough of a text to tell it from those beside it. */
export function beginningOf(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
