import { afterEach, beforeEach, expect, test } from 'vitest';
import { toBase64Url } from './bytes';
import { commandAlone } from './commanding-alone';
import { FakeHttpRelay } from './fakes/http-relay';
import { Stage } from './fakes/stage';
import { Store } from './store';

let relay: FakeHttpRelay;
let store: Store;
let told = 0;
const network = globalThis.fetch;
const DENY = { type: 'approval.answer', approval: 'a', action_hash: 'aA', generation: 1, verdict: 'deny' } as const;
const deny = () => commandAlone(store, DENY, 1000, () => (told += 1));

beforeEach(async () => {
  const stage = await Stage.make();
  await stage.pair();
  await stage.close();
  store = await Store.open();
  relay = new FakeHttpRelay();
  globalThis.fetch = relay.fetch;
  told = 0;
});

afterEach(() => {
  globalThis.fetch = network;
  store.close();
});

test('a command from the worker is kept, told to open pages, and handed to the relay', async () => {
  expect(await deny()).toBe('sent');
  const [row] = await store.outbox();
  expect(row?.command).toMatchObject({ ...DENY, made_at: 1000 });
  expect(relay.sent).toEqual([toBase64Url(row!.sealed)]);
  expect([row?.state, told]).toEqual(['relay', 1]);
});

test('without a network it is kept, and says so', async () => {
  relay.takes = 0;
  expect(await deny()).toBe('kept');
  expect((await store.outbox()).map(({ state }) => state)).toEqual(['device']);
});

test('a device that is not paired answers nothing', async () => {
  await store.clear();
  expect(await deny()).toBe('unpaired');
  expect([relay.sent, told]).toEqual([[], 0]);
});
