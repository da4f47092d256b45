import { expect, test } from 'vitest';
import { badging } from './badge';
import type { View } from './view';

const view = (needsYou: { answering?: string }[], unread: number) => ({ needsYou: needsYou as View['needsYou'], unread });

test('the icon counts what waits for an answer, until it is given here or elsewhere', () => {
  const shown: number[] = [];
  const show = badging({ setBadge: async (count) => void shown.push(count) });
  for (const needsYou of [[], [{}, {}], [{}, {}], [{ answering: 'allow' }, {}], [{}], []]) show(view(needsYou, 5));
  expect(shown).toEqual([0, 2, 1, 0]);
});

test('what was notified goes once nothing is unread', () => {
  let closed = 0;
  const show = badging({ closeNotifications: async () => void (closed += 1) });
  for (const unread of [0, 2, 3, 0, 0]) show(view([], unread));
  expect(closed).toBe(1);
});

test('a browser without a badge is asked for nothing', () => {
  expect(() => badging({})(view([{}], 2))).not.toThrow();
});
