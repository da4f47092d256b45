// What this device keeps: keys, pairing, verified records, outbox, cursor, epochs, draft. In IndexedDB.
import type { Bytes } from './bytes';
import { carriedFacts, carriedRows, formerlyOf } from './carrying';
import { toChunks, toRows, type RecordRow } from './chunks';
import { openDB, type IDBPDatabase, type IDBPObjectStore, type StoreNames } from 'idb';
import type { OutboxRow } from './outbox-row';
import type { DeviceKeys } from './keys';
import { STORES, upgrade, VERSION, type Schema } from './schema';
import { Shelf } from './shelf';
import type { EpochKey, Tip } from './vault';
import type { Draft, DraftPlace } from './draft';
import type { Template } from './templates';
import type { CommentDraft } from './view';
import type { SpokenLanguage } from './words/spoken';
import type { Cursor, Heartbeat, SetPush } from './wire';

/** Whom this device is paired with, and the keys that prove it. */
export interface Paired {
  host: string;
  hostName: string;
  hostKey: Bytes;
  hostHpke: Bytes;
  device: string;
  /** What this device was to the same host before it was paired anew. */
  formerly?: readonly string[];
  /** Base URL of the relay. */
  relay: string;
  demo: boolean;
  at: number;
}

/** Small facts, each under its own name. */
export interface Facts {
  keys: DeviceKeys;
  paired: Paired;
  tip: Tip;
  cursor: Cursor;
  incarnations: string[];
  /** Where the message being written belongs. */
  place: DraftPlace;
  /** What is being written, by the key of its place. */
  [draft: `draft ${string}`]: Draft;
  templates: Template[];
  /** A person knows where the sound goes, and dictates. */
  dictation: boolean;
  /** A person asked to unpair this device: what it keeps goes as soon as the host has let go of it. */
  leaving: boolean;
  offset: number;
  /** In which language the app was last opened, for the worker: it cannot ask the page. */
  language: SpokenLanguage;
  /** What this device wants to be told of, for a browser that changes where it takes pushes. */
  push: Pick<SetPush, 'app' | 'kinds' | 'detail'>;
  heard: Heartbeat;
  /** Words on a line of a change that were not kept as a comment yet. */
  [unsaved: `unsaved ${string}`]: CommentDraft;
}

/** Everything that one delivered batch changes, written in one transaction. */
export interface Advance {
  records: RecordRow[];
  tip?: Tip;
  cursor?: Cursor;
  epochs?: EpochKey[];
  /** Records above this seq are no longer on the host; they are set aside. */
  rollbackTo?: number;
  incarnations?: string[];
  /** Outbox rows that the host has answered. */
  settled?: string[];
  /** Commands that the host wants a passkey for: kept until one vouches. */
  held?: OutboxRow[];
}

const DRAFT = 'draft ';
const DIFFS_KEPT = 30; // a diff is at most a few MiB; phones forget sites that hold much

/** The device's own storage. */
export class Store {
  readonly shelf: Shelf;
  readonly #db: IDBPDatabase<Schema>;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
    this.shelf = new Shelf(db);
  }

  /** Open, and create where there is none. */
  static async open(name = 'farhand'): Promise<Store> {
    const db = await openDB<Schema>(name, VERSION, {
      upgrade,
      blocking(_current, _blocked, event) {
        // Another tab has a newer version of the app and waits for this one to let go.
        if (event.target instanceof IDBDatabase) event.target.close();
      },
    });
    return new Store(db);
  }

  close(): void {
    this.#db.close();
  }

  /** One fact, or undefined where it was never set. */
  async fact<K extends keyof Facts>(name: K): Promise<Facts[K] | undefined> {
    // The schema cannot tell which name holds which type; `Facts` is the only writer.
    return (await this.#db.get('facts', name)) as Facts[K] | undefined;
  }

  async setFact<K extends keyof Facts>(name: K, value: Facts[K]): Promise<void> {
    await this.#db.put('facts', value, name);
  }

  /** What is being written, by the key of its place. */
  async drafts(): Promise<Map<string, Draft>> {
    const range = IDBKeyRange.bound(DRAFT, `${DRAFT}\uffff`);
    const tx = this.#db.transaction('facts');
    const [keys, drafts] = await Promise.all([tx.store.getAllKeys(range), tx.store.getAll(range)]);
    return new Map(keys.map((key, at) => [key.slice(DRAFT.length), drafts[at] as Draft])); // only `keepDraft` writes under such names
  }

  /** Keep what is being written; nothing lets go of it. */
  async keepDraft(key: string, draft: Draft | undefined): Promise<void> {
    if (draft) await this.#db.put('facts', draft, `${DRAFT}${key}`);
    else await this.#db.delete('facts', `${DRAFT}${key}`);
  }

  /** Words on the lines of a task's change that were not kept as comments yet. */
  async unsaved(taskId: string): Promise<CommentDraft[]> {
    const all = await this.#db.getAll('facts', IDBKeyRange.bound(unsavedKey(taskId), unsavedKey(taskId, '\uffff')));
    return all as CommentDraft[]; // as above: only `keepUnsaved` writes under such names
  }

  /** Keep words that are being written; none let them go. */
  async keepUnsaved(taskId: string, draft: CommentDraft): Promise<void> {
    const { id = '', side, line, path, text } = draft;
    const key = unsavedKey(taskId, `${id} ${side} ${line} ${path}`);
    if (text) await this.#db.put('facts', draft, key);
    else await this.#db.delete('facts', key);
  }

  async dropFact(name: keyof Facts): Promise<void> {
    await this.#db.delete('facts', name);
  }

  /** Verified records after `seq`, oldest first: all, or those of the first so many stretches. */
  async recordsAfter(seq: number, stretches?: number): Promise<RecordRow[]> {
    const { store } = this.#db.transaction('records');
    const before = await store.openKeyCursor(IDBKeyRange.upperBound(seq), 'prev');
    // The stretch before may end at `seq`: it does not count.
    const chunks = await store.getAll(IDBKeyRange.lowerBound(before?.key ?? 0), stretches && stretches + 1);
    return chunks.flatMap(toRows).filter((row) => row.seq > seq);
  }

  async record(seq: number): Promise<RecordRow | undefined> {
    const cursor = await this.#db.transaction('records').store.openCursor(IDBKeyRange.upperBound(seq), 'prev');
    return cursor ? toRows(cursor.value)[seq - cursor.value.from] : undefined;
  }

  async oldestRecord(): Promise<RecordRow | undefined> {
    const cursor = await this.#db.transaction('records').store.openCursor();
    return cursor ? toRows(cursor.value)[0] : undefined;
  }

  /** The seqs of the oldest and newest records kept; 0 for none. */
  async reach(): Promise<{ oldest: number; newest: number }> {
    const { store } = this.#db.transaction('records');
    const [first, last] = await Promise.all([store.openKeyCursor(), store.openCursor(null, 'prev')]);
    return { oldest: first?.key ?? 0, newest: last ? last.value.from + last.value.ends.length - 1 : 0 };
  }

  /** Records that a restored host no longer has. */
  lost(): Promise<RecordRow[]> {
    return this.#db.getAll('lost');
  }

  epochs(): Promise<EpochKey[]> {
    return this.#db.getAll('epochs');
  }

  /** Write what one batch brought, whole or not at all. */
  async advance(change: Advance): Promise<void> {
    const tx = this.#db.transaction(['facts', 'records', 'lost', 'outbox', 'epochs', 'folded'], 'readwrite');
    const facts = tx.objectStore('facts');
    const records = tx.objectStore('records');
    const waiting: Promise<unknown>[] = [];
    if (change.rollbackTo !== undefined) {
      await takeBack(records, tx.objectStore('lost'), change.rollbackTo);
      waiting.push(tx.objectStore('folded').clear());
    }
    for (const chunk of toChunks(change.records)) waiting.push(records.put(chunk));
    for (const row of change.epochs ?? []) waiting.push(tx.objectStore('epochs').put(row));
    if (change.tip) waiting.push(facts.put(change.tip, 'tip'));
    if (change.cursor) waiting.push(facts.put(change.cursor, 'cursor'));
    if (change.incarnations) waiting.push(facts.put(change.incarnations, 'incarnations'));
    const outbox = tx.objectStore('outbox');
    for (const id of change.settled ?? []) {
      const key = await outbox.index('id').getKey(id);
      if (key !== undefined) waiting.push(outbox.delete(key));
    }
    for (const row of change.held ?? []) waiting.push(outbox.add(row));
    await Promise.all([...waiting, tx.done]);
  }

  /** Keep a new pairing; of an earlier one only what its person wrote stays. */
  async pair(facts: Pick<Facts, 'keys' | 'paired' | 'tip' | 'incarnations'>, change: Advance): Promise<void> {
    const tx = this.#db.transaction(STORES, 'readwrite');
    const [held, outbox] = [tx.objectStore('facts'), tx.objectStore('outbox')];
    const [names, values, rows] = await Promise.all([held.getAllKeys(), held.getAll(), outbox.getAll()]);
    const before = new Map(names.flatMap((name, at) => (values[at] === undefined ? [] : [[name, values[at]] as const])));
    const earlier = before.get('paired') as Paired | undefined;
    const isSameHost = earlier?.host === facts.paired.host;
    const paired = earlier && isSameHost ? { ...facts.paired, formerly: formerlyOf(earlier, facts.paired) } : facts.paired;
    const waiting: Promise<unknown>[] = STORES.map((name) => tx.objectStore(name).clear());
    for (const [name, value] of [...carriedFacts(before, isSameHost), ...Object.entries({ ...facts, paired })]) waiting.push(held.put(value, name));
    for (const row of carriedRows(rows)) waiting.push(outbox.add(row));
    for (const chunk of toChunks(change.records)) waiting.push(tx.objectStore('records').put(chunk));
    for (const row of change.epochs ?? []) waiting.push(tx.objectStore('epochs').put(row));
    await Promise.all([...waiting, tx.done]);
  }

  /** Delete everything. */
  async clear(): Promise<void> {
    const tx = this.#db.transaction(STORES, 'readwrite');
    await Promise.all([...STORES.map((name) => tx.objectStore(name).clear()), tx.done]);
  }

  /** The outbox in the order of writing. */
  outbox(): Promise<OutboxRow[]> {
    return this.#db.getAll('outbox');
  }

  async enqueue(row: OutboxRow): Promise<void> {
    await this.#db.add('outbox', row);
  }

  /** Note how far a command came; a row that is gone was answered by the host already. */
  async mark(id: string, state: OutboxRow['state'], refusal?: string): Promise<void> {
    const tx = this.#db.transaction('outbox', 'readwrite');
    const key = await tx.store.index('id').getKey(id);
    const row = key === undefined ? undefined : await tx.store.get(key);
    if (key !== undefined && row) {
      await tx.store.put({ ...row, state, ...(refusal === undefined ? {} : { refusal }) }, key);
    }
    await tx.done;
  }

  /** Put a row in the place of the one with its id. */
  async replaceRow(row: OutboxRow): Promise<void> {
    const tx = this.#db.transaction('outbox', 'readwrite');
    const key = await tx.store.index('id').getKey(row.id);
    if (key !== undefined) await tx.store.put(row, key);
    await tx.done;
  }

  async dropRow(id: string): Promise<void> {
    const tx = this.#db.transaction('outbox', 'readwrite');
    const key = await tx.store.index('id').getKey(id);
    if (key !== undefined) await tx.store.delete(key);
    await tx.done;
  }

  async diff(blob: string): Promise<string | undefined> {
    return (await this.#db.get('diffs', blob))?.text;
  }

  async keepDiff(blob: string, text: string): Promise<void> {
    const tx = this.#db.transaction('diffs', 'readwrite');
    const held = await tx.store.getAllKeys();
    for (const old of held.slice(0, Math.max(0, held.length + 1 - DIFFS_KEPT))) await tx.store.delete(old);
    await tx.store.put({ blob, text });
    await tx.done;
  }
}

function unsavedKey(taskId: string, place = ''): `unsaved ${string}` {
  return `unsaved ${taskId} ${place}`;
}

type Writable<N extends 'records' | 'lost'> = IDBPObjectStore<Schema, StoreNames<Schema>[], N, 'readwrite'>;

/** Set aside every record above `seq`. */
async function takeBack(records: Writable<'records'>, lost: Writable<'lost'>, seq: number): Promise<void> {
  for (let cursor = await records.openCursor(null, 'prev'); cursor; cursor = await cursor.continue()) {
    const rows = toRows(cursor.value);
    const gone = rows.filter((row) => row.seq > seq);
    if (gone.length === 0) return;
    for (const { seq: at, hash, raw } of gone) await lost.add({ seq: at, hash: hash.slice(), raw: raw.slice() });
    const [kept] = toChunks(rows.filter((row) => row.seq <= seq));
    await (kept ? cursor.update(kept) : cursor.delete());
  }
}
