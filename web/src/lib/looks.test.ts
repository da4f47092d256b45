import { expect, test } from 'vitest';
import { toRuns } from './looks';

const run = (text: string, looks = ''): { text: string; looks: string } => ({ text, looks });

test('text is cut where its look changes', () => {
  expect(toRuns('a\x1b[31mb\x1b[0m\n\x1b[1;4;92mc\x1b[0md')).toEqual([run('a'), run('b', 'ansi-red'), run('\n'), run('c', 'ansi-bright-green bold underline'), run('d')]);
});

test.each([
  ['44', 'ansi-blue ground'],
  ['97;41', 'ansi-red ground'],
  ['7', 'ansi-white ground'],
  ['7;33', 'ansi-yellow ground'],
  ['2;3;9', 'dim italic strikethrough'],
  ['8', ''],
  ['7;38;2;200;30;40', 'ansi-red ground'],
  ['38;5;9', 'ansi-bright-red'],
  ['38;5;208', 'ansi-bright-yellow'],
  ['38;5;22', 'ansi-green'],
  ['38;5;240', 'ansi-bright-black'],
  ['48;5;255', 'ansi-bright-white ground'],
  ['38;2;200;30;40', 'ansi-red'],
  ['38;2;120;80;255', 'ansi-bright-blue'],
  ['38;2;10;10;12', 'ansi-black'],
  ['48;2;255;0;200', 'ansi-bright-magenta ground'],
])('%s looks %j', (codes, looks) => {
  expect(toRuns(`\x1b[${codes}mx\x1b[0m`)).toEqual([run('x', looks)]);
});
