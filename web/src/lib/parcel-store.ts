// What is being sent with messages, on this device: files as they were chosen, and how far each has come.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Sealing } from './crypto/blobs';
import { PARCELS } from './parcel-place';
import type { SendOptions } from './view';
import type { Manifest } from './wire';

/** A message with files. Without a text it is still being written; `id` becomes the id of its command. */
export interface ParcelRow {
  id: string;
  host: string;
  at: number;
  text?: string;
  options?: SendOptions;
}

/** A file of a parcel. */
export interface FileRow {
  id: string;
  parcel: string;
  at: number;
  name: string;
  media: string;
  size: number;
  sealing: Sealing;
  /** It is a picture: a small one of it. */
  thumbnail?: string;
  paused?: boolean;
  /** Why it will never come to be sent. */
  refusal?: string;
  /** It is at the relay, whole. */
  manifest?: Manifest;
}

interface Schema extends DBSchema {
  parcels: { key: string; value: ParcelRow };
  files: { key: string; value: FileRow };
  /** The files' bytes, apart: noting how far one has come must not write it anew. */
  contents: { key: string; value: Blob };
}

const VERSION = 1;
const STORES = ['parcels', 'files', 'contents'] as const;

/** The parcels that this device holds. */
export class ParcelStore {
  readonly #db: IDBPDatabase<Schema>;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  /** Open, and drop what was meant for another host. */
  static async open(host: string): Promise<ParcelStore> {
    const db = await openDB<Schema>(PARCELS, VERSION, {
      upgrade(fresh) {
        fresh.createObjectStore('parcels', { keyPath: 'id' });
        fresh.createObjectStore('files', { keyPath: 'id' });
        fresh.createObjectStore('contents');
      },
      blocking(_current, _blocked, event) {
        if (event.target instanceof IDBDatabase) event.target.close(); // it is deleted, or a newer app waits
      },
    });
    const store = new ParcelStore(db);
    for (const parcel of await db.getAll('parcels')) if (parcel.host !== host) await store.dropParcel(parcel.id);
    return store;
  }

  close(): void {
    this.#db.close();
  }

  /** Everything, oldest first. */
  async all(): Promise<{ parcels: ParcelRow[]; files: FileRow[] }> {
    const tx = this.#db.transaction(['parcels', 'files']);
    const [parcels, files] = await Promise.all([tx.objectStore('parcels').getAll(), tx.objectStore('files').getAll()]);
    return { parcels: parcels.sort(byAge), files: files.sort(byAge) };
  }

  content(id: string): Promise<Blob | undefined> {
    return this.#db.get('contents', id);
  }

  /** Keep files with the parcel that they belong to, all or none. */
  async add(parcel: ParcelRow, files: readonly (readonly [FileRow, Blob])[]): Promise<void> {
    const tx = this.#db.transaction(STORES, 'readwrite');
    const waiting: Promise<unknown>[] = [tx.objectStore('parcels').put(parcel)];
    for (const [row, content] of files) {
      waiting.push(tx.objectStore('files').put(row), tx.objectStore('contents').put(content, row.id));
    }
    await Promise.all([...waiting, tx.done]);
  }

  async putParcel(parcel: ParcelRow): Promise<void> {
    await this.#db.put('parcels', parcel);
  }

  /** Change what is known of a file; undefined when it was dropped meanwhile. Its bytes go once it is at the relay. */
  async update(id: string, change: Partial<FileRow>): Promise<FileRow | undefined> {
    const tx = this.#db.transaction(['files', 'contents'], 'readwrite');
    const row = await tx.objectStore('files').get(id);
    const changed = row && { ...row, ...change };
    if (changed) await tx.objectStore('files').put(changed);
    if (changed?.manifest) await tx.objectStore('contents').delete(id);
    await tx.done;
    return changed;
  }

  async dropFile(id: string): Promise<void> {
    const tx = this.#db.transaction(['files', 'contents'], 'readwrite');
    await Promise.all([tx.objectStore('files').delete(id), tx.objectStore('contents').delete(id), tx.done]);
  }

  /** Drop a parcel with its files. */
  async dropParcel(id: string): Promise<void> {
    const tx = this.#db.transaction(STORES, 'readwrite');
    await tx.objectStore('parcels').delete(id);
    for (const file of await tx.objectStore('files').getAll()) {
      if (file.parcel !== id) continue;
      await tx.objectStore('files').delete(file.id);
      await tx.objectStore('contents').delete(file.id);
    }
    await tx.done;
  }
}

function byAge(one: { at: number; id: string }, other: { at: number; id: string }): number {
  return one.at - other.at || (one.id < other.id ? -1 : 1);
}
