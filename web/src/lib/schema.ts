// What stands where in this device's IndexedDB.
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Chunk, RecordRow } from './chunks';
import type { OutboxRow } from './outbox-row';
import type { Folded, ItemRow } from './shelf';
import type { Facts } from './store';
import type { EpochKey } from './vault';

export const VERSION = 2;
export const STORES = ['facts', 'records', 'lost', 'outbox', 'epochs', 'diffs', 'folded', 'items', 'texts'] as const;

export interface Schema extends DBSchema {
  facts: { key: string; value: Facts[keyof Facts] };
  records: { key: number; value: Chunk };
  lost: { key: number; value: RecordRow };
  outbox: { key: number; value: OutboxRow; indexes: { id: string } };
  epochs: { key: string; value: EpochKey };
  diffs: { key: string; value: { blob: string; text: string } };
  folded: { key: 0; value: Folded };
  items: { key: number; value: ItemRow; indexes: { id: string; follows: string } };
  /** What can be searched of the item in the same place. */
  texts: { key: number; value: string };
}

/** Create what a database of an earlier version does not have. */
export function upgrade(db: IDBPDatabase<Schema>, from: number): void {
  if (from < 1) {
    db.createObjectStore('facts');
    db.createObjectStore('records', { keyPath: 'from' });
    db.createObjectStore('lost', { autoIncrement: true });
    db.createObjectStore('outbox', { autoIncrement: true }).createIndex('id', 'id', { unique: true });
    db.createObjectStore('epochs', { keyPath: 'epoch' });
    db.createObjectStore('diffs', { keyPath: 'blob' });
  }
  if (from < 2) {
    db.createObjectStore('folded');
    db.createObjectStore('texts');
    const items = db.createObjectStore('items', { keyPath: 'place' });
    items.createIndex('id', 'item.id');
    items.createIndex('follows', 'item.follows');
  }
}
