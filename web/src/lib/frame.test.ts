// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { oncePerFrame } from './frame';

const FRAME_MS = 16; // as vitest's clock draws them

beforeEach(() => void vi.useFakeTimers());

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Change something every millisecond for so many frames; how often it was looked at. */
function looksWithin(frames: number): number {
  const look = vi.fn();
  const changed = oncePerFrame(look);
  for (let ms = 0; ms < frames * FRAME_MS; ms += 1) {
    changed();
    changed();
    vi.advanceTimersByTime(1);
  }
  return look.mock.calls.length;
}

test('what changes all the time is looked at once a frame, however long it goes on', () => {
  expect(looksWithin(1)).toBe(1);
  expect(looksWithin(200)).toBe(200);
});

test('what can wait is looked at once in its time, and with whatever cannot wait', () => {
  const look = vi.fn();
  const changed = oncePerFrame(look);
  for (let ms = 0; ms < 3_000; ms += 10) {
    changed(1_000);
    vi.advanceTimersByTime(10);
  }
  expect(look).toHaveBeenCalledTimes(2);
  changed();
  vi.advanceTimersByTime(FRAME_MS);
  expect(look).toHaveBeenCalledTimes(3);
  vi.advanceTimersByTime(2_000);
  expect(look).toHaveBeenCalledTimes(3);
});

test('what changes while the page is hidden, or is hidden before its frame came, is looked at all the same', () => {
  vi.stubGlobal('requestAnimationFrame', () => 0); // no frame comes
  const look = vi.fn();
  oncePerFrame(look)();
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  oncePerFrame(look)();
  vi.advanceTimersByTime(1000);
  expect(look).toHaveBeenCalledTimes(2);
});
