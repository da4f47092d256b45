import { expect, test } from 'vitest';
import { around, endOf, isInside, newer, newest, older, fitted, type Extent, type Stretch } from './stretch';

const LONG: Extent = { first: -4_000, next: 6_000 };
const sizeOf = (stretch: Stretch, thread = LONG): number => endOf(stretch, thread) - stretch.from;

test('at first the newest items are shown, and a short thread whole', () => {
  const stretch = newest(LONG);
  expect([stretch.from, endOf(stretch, LONG)]).toEqual([5_988, 6_000]);
  expect(sizeOf(newest({ first: 0, next: 7 }), { first: 0, next: 7 })).toBe(7);
});

test('however far one scrolls up and down, what is far away is let go of, and each item comes by', () => {
  let stretch = newest(LONG);
  while (stretch.from > LONG.first) {
    const before = stretch.from;
    stretch = older(stretch, LONG, before + 30);
    expect(sizeOf(stretch)).toBeLessThanOrEqual(40);
    expect(endOf(stretch, LONG)).toBe(Math.min(LONG.next, before + 31));
    expect(stretch.from).toBeLessThan(before);
  }
  while (stretch.to !== undefined) {
    const before = stretch.to;
    stretch = newer(stretch, LONG, before - 30);
    expect(sizeOf(stretch)).toBeLessThanOrEqual(40);
    expect(stretch.from).toBe(Math.max(LONG.first, before - 30));
    expect(endOf(stretch, LONG)).toBeGreaterThan(before);
  }
  expect(endOf(stretch, LONG)).toBe(LONG.next);
});

test('a step lets go of nothing where nothing is said to be far, nor of the last screen', () => {
  const stretch = { from: 100, to: 140, follows: false };
  expect(older(stretch, LONG)).toEqual({ from: 94, to: 140, follows: false });
  expect(newer(stretch, LONG)).toEqual({ from: 100, to: 146, follows: false });
  expect(sizeOf(older(stretch, LONG, 95))).toBe(12);
  expect(sizeOf(newer(stretch, LONG, 145))).toBe(12);
});

test('who reads at the end and takes a step up without letting go still follows it', () => {
  expect(older(newest(LONG), LONG)).toEqual({ from: 5_982, follows: true });
});

test('an item far away is brought in with what is around it, and one that is there moves nothing', () => {
  const stretch = around(100, newest(LONG), LONG);
  expect(isInside(99, stretch, LONG) && isInside(101, stretch, LONG)).toBe(true);
  expect(around(101, stretch, LONG)).toEqual(stretch);
  expect(around(5_990, stretch, LONG).to).toBeUndefined();
});

test('who is at the end goes along with what comes; who reads further up stays, and little is shown to both', () => {
  const atEnd = newest(LONG);
  const reading: Stretch = { ...atEnd, follows: false };
  for (const [next, to] of [
    [6_100, undefined],
    [6_135, undefined],
    [6_500, 6_138],
  ] as const) {
    const longer = { ...LONG, next };
    const went = fitted(atEnd, longer);
    expect(endOf(went, longer)).toBe(next);
    expect(sizeOf(went, longer)).toBeLessThanOrEqual(150);
    expect(fitted(reading, longer)).toEqual({ from: 5_988, follows: false, ...(to === undefined ? {} : { to }) });
  }
});

test('what comes to the end item by item stays, and of what comes all at once only the newest are shown', () => {
  const longer = { ...LONG, next: 6_050 };
  expect(fitted(newest(LONG), longer, 1).from).toBe(5_988);
  expect(fitted(newest(LONG), longer, 50)).toEqual(newest(longer));
  expect(fitted({ ...newest(LONG), follows: false }, longer, 50).from).toBe(5_988);
});

test('items that come in front change nothing of what is shown, and a thread that lost its end is shown from its new one', () => {
  expect(fitted({ from: 0, follows: true }, { first: -900, next: 5 })).toEqual(newest({ first: -900, next: 5 }));
  const reading: Stretch = { from: 10, to: 90, follows: false };
  expect(fitted(reading, { first: -900, next: 200 })).toEqual(reading);
  expect(fitted(reading, { first: 0, next: 50 })).toEqual(newest({ first: 0, next: 50 }));
});
