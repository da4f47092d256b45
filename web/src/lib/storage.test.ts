import { afterEach, beforeEach, expect, test } from 'vitest';
import { Stage } from './fakes/stage';
import { itemsOf } from './fakes/views';
import { Store } from './store';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.make();
});

afterEach(() => stage.close());

const FULL = new DOMException('no room', 'QuotaExceededError');

/** A store on a disk that is full for as long as `isFull` says. */
async function tightStore(isFull: () => boolean): Promise<Store> {
  const store = await Store.open();
  const advance = store.advance.bind(store);
  const enqueue = store.enqueue.bind(store);
  store.advance = (change) => (isFull() ? Promise.reject(FULL) : advance(change));
  store.enqueue = (row) => (isFull() ? Promise.reject(FULL) : enqueue(row));
  return store;
}

test('a browser that keeps nothing is told as that, and tried again when asked', async () => {
  await stage.pair();
  let isOpen = false;
  stage.openStore = () => (isOpen ? Store.open() : Promise.reject(new DOMException('no', 'SecurityError')));
  const app = await stage.open();
  expect(app.view).toMatchObject({ ready: false, connection: { state: 'no_storage', canRetry: true } });
  isOpen = true;
  app.session.retry();
  await app.waitUntil((view) => view.ready && view.paired && view.connection.state !== 'no_storage');
});

test('a storage that never answers is told after a while, and used if it answers after all', async () => {
  await stage.pair();
  let answer = (): void => undefined;
  stage.openStore = () => new Promise((resolve) => (answer = () => void Store.open().then(resolve)));
  const app = stage.begin();
  stage.clock.advance(10_000);
  expect(app.view.connection.state).toBe('no_storage');
  answer();
  await app.waitUntil((view) => view.paired && view.connection.state !== 'no_storage');
});

test('a message that finds no room says so and is not shown as sent', async () => {
  await stage.pair();
  stage.openStore = () => tightStore(() => true);
  const app = await stage.open();
  await expect(app.intents.send('hello')).rejects.toThrow('storage is full');
  expect(itemsOf(app.view.items, 'message')).toEqual([]);
});

test('records that find no room are told, and come again when there is some', async () => {
  await stage.pair();
  let isFull = true;
  stage.openStore = () => tightStore(() => isFull);
  const app = await stage.open();
  const message = { type: 'message.received', message: '1'.repeat(32), text: 'one', attachments: [] } as const;
  await stage.tell(stage.event({ ...message, attachments: [], origin: stage.device.id }));
  await app.waitUntil((view) => view.connection.state === 'full');
  expect(itemsOf(app.view.items, 'message')).toEqual([]);
  isFull = false;
  stage.clock.advance(6_000);
  await app.waitUntil(({ items, connection }) => itemsOf(items, 'message').length === 1 && connection.state !== 'full');
});
