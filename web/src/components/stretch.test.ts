import { expect, test } from 'vitest';
import { Stretch } from './stretch.svelte';

const LONG = 10_000;
const sizeOf = (stretch: Stretch, length: number): number => stretch.end(length) - stretch.from;

test('at first the newest items are mounted, and new ones join them', () => {
  const stretch = new Stretch(LONG);
  expect([stretch.from, stretch.end(LONG + 5)]).toEqual([LONG - 60, LONG + 5]);
});

test('a short thread is mounted whole', () => {
  const stretch = new Stretch(7);
  expect([stretch.from, stretch.end(7)]).toEqual([0, 7]);
});

test('however far one scrolls up and down, few items are mounted, and each item comes by', () => {
  const stretch = new Stretch(LONG);
  while (stretch.from > 0) {
    const before = stretch.from;
    stretch.older(LONG);
    expect(sizeOf(stretch, LONG)).toBeLessThanOrEqual(240);
    expect(stretch.end(LONG)).toBeGreaterThan(before);
  }
  while (!stretch.reachesEnd) {
    const before = stretch.end(LONG);
    stretch.newer(LONG);
    expect(sizeOf(stretch, LONG)).toBeLessThanOrEqual(240);
    expect(stretch.from).toBeLessThan(before);
  }
  expect(stretch.end(LONG)).toBe(LONG);
});

test('items that come in front do not change what is mounted', () => {
  const stretch = new Stretch(100);
  stretch.older(100);
  stretch.shift(500);
  expect([stretch.from, stretch.end(600)]).toEqual([500, 600]);
});

test('an item far away is brought in with what is around it', () => {
  const stretch = new Stretch(LONG);
  stretch.around(5000, LONG);
  expect(stretch.from).toBeLessThan(5000);
  expect(stretch.end(LONG)).toBeGreaterThan(5000);
});
