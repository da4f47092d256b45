import { afterEach, beforeEach, expect, test } from 'vitest';
import { toBase64Url } from './bytes';
import { FakeHttpRelay } from './fakes/http-relay';
import { Stage } from './fakes/stage';
import { flushOutbox } from './flushing';
import { Store } from './store';

let stage: Stage;
let relay: FakeHttpRelay;
let store: Store;
const network = globalThis.fetch;

/** A device that wrote two messages with no line, and was closed. */
beforeEach(async () => {
  stage = await Stage.make();
  await stage.pair();
  stage.relay.isUp = false;
  const app = await stage.open();
  await app.intents.send('first');
  await app.intents.send('second');
  await stage.close();
  store = await Store.open();
  relay = new FakeHttpRelay();
  globalThis.fetch = relay.fetch;
});

afterEach(() => {
  globalThis.fetch = network;
  store.close();
});

async function states(): Promise<string[]> {
  return (await store.outbox()).map(({ state }) => state);
}

async function sealed(): Promise<string[]> {
  return (await store.outbox()).map((row) => toBase64Url(row.sealed));
}

test('the worker hands in what was written, in order, as the bytes that were sealed', async () => {
  await flushOutbox(store);
  expect(relay.sent).toEqual(await sealed());
  expect(await states()).toEqual(['relay', 'relay']);
});

test('what is at the relay already is not handed in again', async () => {
  await flushOutbox(store);
  await flushOutbox(store);
  expect(relay.sent).toHaveLength(2);
});

test('a network that goes away half-way keeps the rest, and the browser is told to try again', async () => {
  relay.takes = 1;
  await expect(flushOutbox(store)).rejects.toThrow('network is gone');
  expect(await states()).toEqual(['relay', 'device']);
  relay.takes = Infinity;
  await flushOutbox(store);
  expect(relay.sent).toEqual(await sealed());
});

test('a device that is not paired sends nothing', async () => {
  await store.clear();
  await flushOutbox(store);
  expect(relay.sent).toEqual([]);
});
