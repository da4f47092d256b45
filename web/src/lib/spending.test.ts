import { expect, test } from 'vitest';
import { isNearlyUsed, spentBy, spentWords, todayOf } from './spending';
import type { DaySpent, TaskSpent } from './wire';

test.each([
  [{ usd: 0.4, seconds: 720, of_usd: 2, of_minutes: 30 }, '12 of 30 minutes, $0.40 of $2'],
  [{ usd: 0, seconds: 0, of_usd: 2.5, of_minutes: 1.5 }, '0 of 1.5 minutes, $0.00 of $2.50'],
  [{ usd: 0, seconds: 1794, of_minutes: 30 }, '29 of 30 minutes'],
  [{ usd: 0, seconds: 33, of_minutes: 0.5 }, '0.55 of 0.5 minutes'],
  [{ usd: 1.999, seconds: 60, of_usd: 2 }, '1 minute, $1.99 of $2'],
  [{ usd: 0, seconds: 0 }, '0 minutes'],
])('what is spent is told beside its limits', (spending, words) => {
  expect(spentWords(spending)).toBe(words);
});

test('the time of a task that works goes on, and stands still while it waits', () => {
  const told: TaskSpent = { type: 'task.spent', at: 1000, origin: 'host', task: 't', usd: 0.4, seconds: 60, working: true, of_minutes: 30 };
  expect(spentWords(spentBy(told, 61_000))).toBe('2 of 30 minutes, $0.40');
  expect(spentBy(told, 0).seconds).toBe(60);
  expect(spentBy({ ...told, working: false }, 61_000).seconds).toBe(60);
});

test('what was spent yesterday is not of today', () => {
  const day: DaySpent = { type: 'day.spent', at: 1, origin: 'host', usd: 1, seconds: 60, until: 100 };
  expect(todayOf(day, 99)).toBe(day);
  expect(todayOf(day, 100)).toBeUndefined();
});

test('a budget is nearly used up from four fifths on', () => {
  expect(isNearlyUsed({ usd: 7.9, seconds: 0, of_usd: 10 })).toBe(false);
  expect(isNearlyUsed({ usd: 8, seconds: 0, of_usd: 10 })).toBe(true);
  expect(isNearlyUsed({ usd: 0, seconds: 1440, of_minutes: 30 })).toBe(true);
  expect(isNearlyUsed({ usd: 99, seconds: 99_999 })).toBe(false);
});
