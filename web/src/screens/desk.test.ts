import { expect, test } from 'vitest';
import { toCard } from './desk.svelte';

test('an address names a card, and what it asks', () => {
  expect(toCard('#/card/t1')).toEqual({ taskId: 't1' });
  expect(toCard('#/card/t1/a1')).toEqual({ taskId: 't1', askedId: 'a1' });
  for (const other of ['', '#/', '#/card', '#/review/t1']) expect(toCard(other)).toBeUndefined();
});
