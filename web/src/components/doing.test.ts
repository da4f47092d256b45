import { expect, test } from 'vitest';
import { step, task } from '../../dev/pieces';
import type { AttemptChanged } from '../lib/wire';
import { detailOf, doingOf, titleOf } from './doing';

const NOW = 1_700_000_000_000;
const ATTEMPT = { type: 'attempt.changed', task: 't', number: 1, state: 'waiting', words: '', branch: 'b' } as AttemptChanged;

test('a step under way speaks for itself, with its own age', () => {
  const going = { ...step('1', 'edit', 'Edit app.py', 'going'), at: NOW };
  expect(doingOf(task('t', 1, 'T', 0, { steps: [going], changedAt: NOW - 5 }))).toEqual({ text: '', since: NOW, step: going });
});

test('a task that needs a person says so, whatever step is under way', () => {
  const going = { ...step('1', 'command', 'Run npm i', 'going'), at: NOW };
  const parked = task('t', 1, 'T', 0, { steps: [going], changedAt: NOW, reason: 'approval', words: 'needs your approval: Run a command' });
  expect(doingOf(parked)).toEqual({ text: 'It needs your approval', since: NOW });
});

test('a task whose fresh attempts ask says which of them does', () => {
  const words = '2 fresh attempts: 1 running, 1 waits; attempt 1 waits for you: Run a command';
  const asks = task('t', 1, 'T', 0, { changedAt: NOW, reason: 'approval', words, attempts: [ATTEMPT] });
  expect(doingOf(asks)).toEqual({ text: words, since: NOW });
});

test('a stuck run says what was seen of it', () => {
  const words = 'stuck: ran `npm test` 6 times with the same result';
  expect(doingOf(task('t', 1, 'T', 0, { changedAt: NOW, reason: 'stuck', words }))).toEqual({ text: words, since: NOW });
});

test('the newer of the host’s word and the last step is what it does', () => {
  const done = { ...step('1', 'edit', 'Edit app.py'), at: NOW };
  expect(doingOf(task('t', 1, 'T', 0, { steps: [done], changedAt: NOW + 1, words: 'stopping' })).text).toBe('stopping');
  const since = doingOf(task('t', 1, 'T', 0, { steps: [done], changedAt: NOW - 1, words: 'waits for the agent to start' }));
  expect(since).toMatchObject({ text: 'Working', since: NOW, step: done, between: true });
});

test('a task in any state that has not ended says something', () => {
  for (const state of ['received', 'waiting', 'queued', 'running', 'checking'] as const) {
    expect(doingOf(task('t', 1, 'T', 0, { state })).text).not.toBe('');
  }
});

test('a detail does not say again what the title said', () => {
  expect(detailOf({ title: 'Run ls -la', detail: 'ls -la' })).toBe('');
  expect(detailOf({ title: 'Run ls -la', detail: 'ls -la\nno such file' })).toBe('no such file');
  expect(detailOf({ title: 'I will look.', detail: 'I will look.\n\nThen I edit.' })).toBe('Then I edit.');
  expect(detailOf({ title: 'Searched', detail: '3 matches' })).toBe('3 matches');
});

test('what a step was done to is told apart from the verb', () => {
  expect(titleOf({ kind: 'edit', title: 'Edit src/app.py' })).toEqual({ verb: 'Edit', object: 'src/app.py' });
  expect(titleOf({ kind: 'say', title: 'Read it again' })).toEqual({ verb: 'Read it again', object: '' });
});
