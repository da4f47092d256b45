import { expect, test } from 'vitest';
import { toDayName } from './dates';

const now = new Date(2026, 2, 1, 0, 5).getTime();

test('the day before the first of a month is yesterday', () => {
  expect(toDayName(new Date(2026, 1, 28, 23, 50).getTime(), now)).toBe('Yesterday');
});

test('an older day has its name', () => {
  expect(toDayName(new Date(2026, 1, 20, 12).getTime(), now)).toBe('Friday, February 20');
});
