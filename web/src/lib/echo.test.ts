import { expect, test } from 'vitest';
import { message, note, task } from '../../dev/pieces';
import { isEcho } from './echo';

test('a title repeats the message above it, also when it was cut or is a command', () => {
  expect(isEcho(task('t', 1, 'Fix the login…', 0), message('m', 0, 'Fix the login redirect'))).toBe(true);
  expect(isEcho(task('t', 1, 'npm test', 0), message('m', 0, '!npm test'))).toBe(true);
  expect(isEcho(task('t', 1, 'Fix the login', 0), message('m', 0, 'Update the docs'))).toBe(false);
  expect(isEcho(task('t', 1, 'Fix the login', 0), note('n', 0, 'Fix the login'))).toBe(false);
});
