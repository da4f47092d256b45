import { expect, test } from 'vitest';
import { colouredText, plainText } from './terminal';

test.each([
  ['plain\ttext\n', 'plain\ttext\n'],
  ['\x1b[1;31mno\x1b[0m yes', 'no yes'],
  ['10 %\r100 %\r\ndone', '100 %\ndone'],
  ['\x1b]8;;https://x.org\x1b\\link\x1b]8;;\x07\x1b[2K\x1b(B\x1b[?25h', 'link'],
  ['cut \x1b[3', 'cut '],
  ['a\x00b\x07c\x7f', 'abc'],
])('%j reads %j', (printed, text) => {
  expect(plainText(printed)).toBe(text);
});

test('colours stay where they are wanted, and nothing else', () => {
  expect(colouredText('10 %\r\x1b[2K\x1b[32m100 %\x1b[0m\x1b]0;title\x07')).toBe('\x1b[32m100 %\x1b[0m');
});
