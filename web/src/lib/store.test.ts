import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RecordRow } from './chunks';
import { Store } from './store';

let store: Store;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  store = await Store.open();
});

afterEach(() => store.close());

function rows(from: number, to: number): RecordRow[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    seq: from + index,
    hash: new Uint8Array(32).fill(from + index),
    raw: new Uint8Array(1 + index).fill(from + index),
  }));
}

async function seqs(after = 0): Promise<number[]> {
  return (await store.recordsAfter(after)).map(({ seq }) => seq);
}

test('records come back as they were, from any place on', async () => {
  await store.advance({ records: rows(5, 8) });
  await store.advance({ records: rows(9, 9) });
  expect(await store.recordsAfter(0)).toEqual([...rows(5, 8), ...rows(9, 9)]);
  expect([await seqs(6), await seqs(8), await seqs(9)]).toEqual([[7, 8, 9], [9], []]);
  expect(await store.record(7)).toEqual(rows(5, 8)[2]);
  expect([await store.record(4), await store.record(10)]).toEqual([undefined, undefined]);
  expect((await store.oldestRecord())?.seq).toBe(5);
});

test('older records stand before those kept', async () => {
  await store.advance({ records: rows(5, 8) });
  await store.advance({ records: rows(2, 4) });
  expect(await seqs()).toEqual([2, 3, 4, 5, 6, 7, 8]);
});

test('what a restored host took back is set aside, in the middle of a stretch too', async () => {
  await store.advance({ records: rows(1, 4) });
  await store.advance({ records: rows(5, 6) });
  await store.advance({ records: rows(4, 4), rollbackTo: 3 });
  expect(await seqs()).toEqual([1, 2, 3, 4]);
  expect((await store.lost()).map(({ seq }) => seq).toSorted()).toEqual([4, 5, 6]);
});

async function pair(host: string, device = 'd'): Promise<void> {
  const keys = {
    ...{ suite: 'fallback' as const, sign: { public: new Uint8Array(), private: new Uint8Array() } },
    wrap: { public: new Uint8Array(), private: new Uint8Array() },
  };
  const paired = {
    ...{ host, hostName: 'studio', hostKey: new Uint8Array(), hostHpke: new Uint8Array(), device },
    ...{ relay: 'http://r', demo: false, at: 1 },
  };
  const tip = { seq: 9, hash: new Uint8Array(32), incarnation: 'i', signature: new Uint8Array(64) };
  await store.pair({ keys, paired, tip, incarnations: ['i'] }, { records: rows(9, 9) });
}

test('a device knows what it was to the same host before it was paired anew, and to no other', async () => {
  for (const device of ['d', 'e', 'e', 'f']) await pair('h', device);
  expect(await store.fact('paired')).toMatchObject({ device: 'f', formerly: ['d', 'e'] });
  await pair('another', 'g');
  expect((await store.fact('paired'))?.formerly).toBeUndefined();
});

test('a new pairing leaves nothing of an earlier one but what its person wrote', async () => {
  await pair('h');
  await store.advance({ records: rows(1, 4), cursor: { log: 'l', mseq: 4 } });
  await store.keepDraft('any', { text: 'half a thought' });
  await store.keepDraft('task t', { text: 'and the footer' });
  await store.keepUnsaved('t', { path: 'a.py', side: 'new', line: 4, text: 'why' });
  const made = { made_at: 1, offset_ms: 0 };
  const sealed = new Uint8Array([1]);
  await store.enqueue({ id: 'm', command: { type: 'message.send', text: 'unsent', ...made }, sealed, state: 'device' });
  await store.enqueue({ id: 'c', command: { type: 'task.cancel', task: 't', ...made }, sealed, state: 'device' });

  await pair('h');
  expect(await seqs()).toEqual([9]);
  expect(await store.fact('cursor')).toBeUndefined();
  expect([...(await store.drafts()).keys()]).toEqual(['any', 'task t']);
  expect(await store.unsaved('t')).toHaveLength(1);
  expect(await store.outbox()).toMatchObject([{ id: 'm', state: 'refused', sealed: new Uint8Array(), refusal: expect.stringContaining('send it again') as string }]);

  await pair('another');
  expect(await store.drafts()).toEqual(new Map([['any', { text: 'half a thought\nand the footer' }]]));
  expect(await store.unsaved('t')).toEqual([]);
  expect(await store.outbox()).toHaveLength(1);
});
