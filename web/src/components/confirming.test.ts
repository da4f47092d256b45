import { expect, test } from 'vitest';
import { emptyView } from '../lib/presenting';
import type { View } from '../lib/view';
import type { HeldView } from '../lib/vouches';
import { Confirming } from './confirming.svelte';

const message: HeldView = { id: 'm', command: { type: 'message.send', made_at: 0, text: 'Fix it' } };
const yes: HeldView = { id: 'a', command: { type: 'approval.answer', made_at: 0, approval: 'x', action_hash: '', generation: 1, verdict: 'allow' } };

function play(held: HeldView[]) {
  const connection = { state: 'awake', since: 0, words: '', unsent: 0, canRetry: false } as const;
  const client = { view: { ...emptyView(connection, false), ready: true, held } as View, dropHeld: async (id: string) => void (client.view = { ...client.view, held: client.view.held.filter((one) => one.id !== id) }) };
  return { client, confirming: new Confirming(client) };
}

test('what is wanted now is put before the person, the oldest first', () => {
  const { client, confirming } = play([]);
  confirming.follow();
  client.view = { ...client.view, held: [message, yes] };
  expect(confirming.current).toBe(message);
});

test('a message that lay here before interrupts nobody, and is confirmed when asked for', () => {
  const { confirming } = play([message, yes]);
  confirming.follow();
  expect(confirming.current).toBe(yes);
  confirming.now('m');
  expect(confirming.current).toBe(message);
});

test('put off, a message stays and whatever else goes', async () => {
  const { client, confirming } = play([]);
  confirming.follow();
  client.view = { ...client.view, held: [message, yes] };
  await confirming.later(message);
  expect(confirming.current).toBe(yes);
  await confirming.later(yes);
  expect(confirming.current).toBeUndefined();
  expect(client.view.held).toEqual([message]);
});
