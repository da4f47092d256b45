import { expect, test } from 'vitest';
import { badging } from './badge';

test('the icon shows what is unread, and what was notified goes once nothing is', async () => {
  const done: string[] = [];
  const show = badging({
    setBadge: async (count) => void done.push(`badge ${count}`),
    closeNotifications: async () => void done.push('close'),
  });
  for (const unread of [0, 2, 2, 3, 0, 0]) show(unread);
  expect(done).toEqual(['badge 0', 'badge 2', 'badge 3', 'badge 0', 'close']);
});

test('a browser without a badge is asked for nothing', () => {
  expect(() => badging({})(2)).not.toThrow();
});
