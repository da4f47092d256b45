import { expect, test } from 'vitest';
import vectors from '../../../tests/vectors/batch.json';
import { listedIn, splitUp, toList, toText } from './batch';

test.each(vectors)('is sent as the list that the host takes apart: $message', ({ tasks, message }) => {
  expect(toList(tasks)).toBe(message);
});

test.each([
  ['- Fix the login\n- Add a page', ['Fix the login', 'Add a page']],
  ['Tasks:\n1. Fix the login\n   on the phone\n2) Add a page', ['Fix the login\non the phone', 'Add a page']],
  ['* [ ] Fix the login\r\n\r\n* [ ] Add a page', ['Fix the login', 'Add a page']],
  ['- Fix the login', []],
  ['Do these:\n- Fix the login\n- Add a page', []],
  ['- Fix the login\n- Add a page\nand that is all', []],
  ['Fix the login\nAdd a page', []],
])('sees a list only where the text is nothing else: %j', (text, tasks) => {
  expect(listedIn(text)).toEqual(tasks);
});

test('takes each line for a task where a person says that it is several', () => {
  expect(splitUp('Fix the login\n\nAdd a page ')).toEqual(['Fix the login', 'Add a page']);
  expect(splitUp('')).toEqual([]);
});

test.each([[['Fix the login', 'Add a page\nwith a form']], [['- a', 'b']]])('comes back as a text that can be split up again: %j', (tasks) => {
  expect(splitUp(toText(tasks))).toEqual(tasks);
});

test('is its text alone where it is one task, or none', () => {
  expect([toText(['', 'Fix the login\nnow']), toText(['', ' '])]).toEqual(['Fix the login\nnow', '']);
});
