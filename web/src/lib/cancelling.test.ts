import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Cancelling, SECONDS_TO_UNDO } from './cancelling.svelte';
import { task } from '../../dev/pieces';

const FIRST = task('t1', 1, 'One', 0, { state: 'queued' });
let cancelled: string[];
let cancelling: Cancelling;

beforeEach(() => {
  vi.useFakeTimers();
  cancelled = [];
  cancelling = new Cancelling(async (id) => void cancelled.push(id));
});

afterEach(() => vi.useRealTimers());

test('a task is cancelled after a moment, once', () => {
  cancelling.begin(FIRST);
  cancelling.begin(FIRST);
  vi.advanceTimersByTime(1000 * SECONDS_TO_UNDO - 1);
  expect([cancelled, cancelling.waiting]).toEqual([[], [FIRST]]);
  vi.advanceTimersByTime(1);
  expect([cancelled, cancelling.waiting]).toEqual([['t1'], []]);
});

test('who thinks better of it cancels nothing, and may cancel it later', () => {
  cancelling.begin(FIRST);
  cancelling.undo('t1');
  vi.advanceTimersByTime(60_000);
  expect(cancelled).toEqual([]);
  cancelling.begin(FIRST);
  vi.advanceTimersByTime(60_000);
  expect(cancelled).toEqual(['t1']);
});

test('who leaves the page cancels at once', () => {
  cancelling.begin(FIRST);
  cancelling.flush();
  vi.advanceTimersByTime(60_000);
  expect(cancelled).toEqual(['t1']);
});
