import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Book } from './book';
import { idOf, PAIRED, recordsOf, tasksDone } from './fakes/histories';
import { itemsOf } from './fakes/views';
import { toEntry } from './entries';
import { parseRecord } from './record';
import { SHAPE } from './shelf';
import { Store } from './store';
import { taskOf, type Entry } from './thread';
import type { RecordRow } from './chunks';
import type { Item } from './view';

let store: Store;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  store = await Store.open();
});

afterEach(() => store.close());

const TASKS = 150;
const HISTORY = recordsOf(tasksDone(TASKS));

async function open(): Promise<Book> {
  const book = new Book(store, PAIRED);
  await book.load();
  return book;
}

function entries(rows: readonly RecordRow[]): Entry[] {
  return rows.map(({ raw }) => toEntry(parseRecord(raw)));
}

/** Store records, and have a book carry on with them. */
async function tell(book: Book, rows: readonly RecordRow[]): Promise<void> {
  await store.advance({ records: [...rows] });
  await book.append(entries(rows));
}

async function kept(): Promise<Item[]> {
  const found = await store.shelf.look(({ first, next }) => ({ from: first, to: next, places: [], ids: [] }));
  return (found?.rows ?? []).map(({ item }) => item);
}

/** What the whole history comes to, folded at once. */
async function whole(): Promise<Item[]> {
  return (await new Book(store, PAIRED).readAll()).thread.items.all();
}

test.each([7, 61, 500])('what is kept after stretches of %i records, each by a book of its own, is what folding all at once gives', async (size) => {
  for (let from = 0; from < HISTORY.length; from += size) {
    const rows = HISTORY.slice(from, from + size);
    if (from % (3 * size) === 0) await tell(await open(), rows);
    else await store.advance({ records: rows });
  }
  await open();
  expect(await kept()).toEqual(await whole());
});

test('while everything is folded anew it is told how far that is, and nothing when it is only read', async () => {
  for (let from = 0; from < HISTORY.length; from += 100) await store.advance({ records: HISTORY.slice(from, from + 100) });
  const told: number[] = [];
  const load = () => new Book(store, PAIRED, ({ done, of }) => told.push(done / of)).load();
  await load();
  expect(told.at(-1)).toBe(1);
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual([...told].sort((one, other) => one - other));
  await load();
  expect(told.at(-1)).toBe(1);
  expect(told.filter((share) => share === 1)).toHaveLength(1);
});

test('few items are in memory however long the thread, and an old one that changes is changed where it is kept', async () => {
  await store.advance({ records: HISTORY });
  const book = await open();
  expect(book.thread.items.next).toBe(2 * TASKS);
  expect(book.thread.items.places.length).toBeLessThan(80);
  expect(book.thread.items.get(idOf('task', 1))).toBeUndefined();
  await tell(book, recordsOf([{ type: 'discard.explained', task: idOf('task', 1), why: 'other', words: 'late' }], HISTORY.length + 1));
  expect(itemsOf(await kept(), 'task')[0]).toMatchObject({ number: 1, settled: { state: 'applied' }, whyDiscarded: { words: 'late' } });
  expect(book.thread.items.places.length).toBeLessThan(80);
});

test('one reads up to the first item and down again, a stretch at a time', async () => {
  await store.advance({ records: HISTORY });
  const book = await open();
  const seen = new Set<string>();
  const look = () => book.thread.items.between(book.stretch.from, book.stretch.to ?? book.thread.items.next).forEach(({ id }) => seen.add(id));
  const far = () => book.thread.items.at(book.stretch.from + 30)?.id;
  for (look(); book.stretch.from > book.thread.items.first; look()) await book.show('older', far());
  expect(seen.size).toBe(2 * TASKS);
  expect(book.thread.items.places.length).toBeLessThan(40);
  await book.show('newest');
  expect([book.stretch.from, book.stretch.to]).toEqual([2 * TASKS - 12, undefined]);
});

test('a task that goes on stays in memory wherever it stands, and an item that is asked for is brought in', async () => {
  const waits = [{ type: 'task.created' as const, task: idOf('task', 999), number: 999, message: 'x', title: 'Waits', kind: 'agent' }];
  await store.advance({ records: [...recordsOf(waits), ...recordsOf(tasksDone(TASKS), 2)] });
  const book = await open();
  expect(taskOf(book.thread, idOf('task', 999))?.title).toBe('Waits');
  expect(await book.showItem(idOf('message', 20))).toBe(true);
  expect(book.thread.items.get(idOf('message', 20))).toMatchObject({ text: 'Add a limit to form 20' });
  expect(await book.showItem('nowhere')).toBe(false);
  await book.lookAt(idOf('task', 2));
  expect(taskOf(book.thread, idOf('task', 102))?.follows).toBe(idOf('task', 2));
});

test('older records come in front, and what is read keeps its place', async () => {
  const half = HISTORY.length / 2;
  await store.advance({ records: HISTORY.slice(half) });
  const book = await open();
  await book.showItem(idOf('task', TASKS - 3));
  const place = book.thread.items.placeOf(idOf('task', TASKS - 3));
  await store.advance({ records: HISTORY.slice(0, half) });
  await book.refold();
  expect(book.thread.items.placeOf(idOf('task', TASKS - 3))).toBe(place);
  expect(book.thread.items.next - book.thread.items.first).toBe(2 * TASKS);
  expect(await kept()).toEqual(await whole());
});

test('a second tab shows what the first kept, item for item only what changed', async () => {
  await store.advance({ records: HISTORY });
  const [leader, follower] = [await open(), await open()];
  const still = follower.thread.items.get(idOf('task', TASKS - 1));
  await tell(leader, recordsOf([{ type: 'discard.explained', task: idOf('task', TASKS), why: 'other', words: 'w' }], HISTORY.length + 1));
  await follower.follow();
  expect(taskOf(follower.thread, idOf('task', TASKS))?.whyDiscarded?.words).toBe('w');
  expect(follower.thread.items.get(idOf('task', TASKS - 1))).toBe(still);
});

test('two tabs that both fold do no harm: who comes second goes on from what the first kept', async () => {
  const [one, two] = [await open(), await open()];
  for (let from = 0; from < HISTORY.length; from += 100) {
    const rows = HISTORY.slice(from, from + 100);
    await tell(one, rows);
    await two.append(entries(rows));
  }
  expect(await kept()).toEqual(await whole());
  expect(two.thread.items.get(idOf('task', TASKS))).toEqual(one.thread.items.get(idOf('task', TASKS)));
});

test('what a newer version of the app keeps stays as it is, and is folded here in memory', async () => {
  await store.advance({ records: HISTORY.slice(0, -7) });
  const book = await open();
  const found = await store.shelf.look(() => ({ from: 0, to: 0, places: [], ids: [] }));
  const other = new Book(store, PAIRED);
  if (!found) throw new Error('nothing is kept');
  await store.shelf.keep({ ...found.folded, shape: SHAPE + 1 }, new Map(), found.folded.edition);
  await tell(book, HISTORY.slice(-7));
  await other.load();
  for (const each of [book, other]) expect(taskOf(each.thread, idOf('task', TASKS))?.state).toBe('done');
  expect(await kept()).toEqual([]);
});
