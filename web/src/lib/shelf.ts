// What was folded is kept: items by their place, the rest beside how far it reaches. All of it can be made anew from the records.
import type { IDBPDatabase } from 'idb';
import type { Schema } from './schema';
import { textOf } from './searching';
import type { Standing } from './thread';
import type { Extent } from './stretch';
import type { Item } from './view';

/** The shape of what is kept: another number, and every device folds its records anew. */
export const SHAPE = 7;

/** A folded thread without its items. */
export interface Folded extends Extent {
  shape: number;
  /** Counts how often this was written. */
  edition: number;
  /** Which records went into it. */
  oldest: number;
  newest: number;
  /** The places of what has not ended. */
  open: number[];
  standing: Standing;
}

/** An item in its place, as an edition left it. */
export interface ItemRow {
  place: number;
  edition: number;
  item: Item;
}

/** Which items are to be read: those from one place up to another, and some by their places and ids. */
export interface Wanted {
  from: number;
  to: number;
  places: readonly number[];
  ids: readonly string[];
}

const SLICE = 100; // rows written before the page may draw again

/** The folded thread on disk. */
export class Shelf {
  readonly #db: IDBPDatabase<Schema>;

  constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  /** The folded thread and some of its items as they stood at one moment; nothing of another version of the app. */
  async look(choose: (folded: Folded) => Wanted): Promise<{ folded: Folded; rows: ItemRow[] } | undefined> {
    const tx = this.#db.transaction(['folded', 'items']);
    const folded = await tx.objectStore('folded').get(0);
    if (folded?.shape !== SHAPE) return undefined;
    const { from, to, places, ids } = choose(folded);
    const items = tx.objectStore('items');
    const [inside, ...others] = await Promise.all([
      from < to ? items.getAll(IDBKeyRange.bound(from, to, false, true)) : [],
      ...places.map((place) => items.get(place)),
      ...ids.map((id) => items.index('id').get(id)),
    ]);
    return { folded, rows: [...inside, ...present(others)] };
  }

  /** The items from one place up to another. */
  async between(from: number, to: number): Promise<ItemRow[]> {
    return from < to ? this.#db.getAll('items', IDBKeyRange.bound(from, to, false, true)) : [];
  }

  async at(places: readonly number[]): Promise<ItemRow[]> {
    const { store } = this.#db.transaction('items');
    return present(await Promise.all(places.map((place) => store.get(place))));
  }

  async find(ids: readonly string[]): Promise<ItemRow[]> {
    const index = this.#db.transaction('items').store.index('id');
    return present(await Promise.all(ids.map((id) => index.get(id))));
  }

  /** The tasks that build on one of these. */
  async followers(ids: readonly string[]): Promise<ItemRow[]> {
    const index = this.#db.transaction('items').store.index('follows');
    return (await Promise.all(ids.map((id) => index.getAll(id)))).flat();
  }

  /** What can be searched in the items before a place, the newest first. */
  async textsBefore(place: number, count: number): Promise<{ place: number; text: string }[]> {
    const range = IDBKeyRange.bound(place - count, place, false, true);
    const { store } = this.#db.transaction('texts');
    const [places, texts] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
    return places.map((at, index) => ({ place: at, text: texts[index] ?? '' })).reverse();
  }

  /**
   * Keep what was folded on from an edition, whole or not at all; returns the edition that this is. Without one to fold
   * on from, `changed` is everything. What another tab, or a newer version of the app, has kept meanwhile stays.
   */
  async keep(folded: Omit<Folded, 'edition'>, changed: ReadonlyMap<number, Item>, on: number | undefined): Promise<number | 'overtaken' | 'outdated'> {
    const tx = this.#db.transaction(['folded', 'items', 'texts'], 'readwrite');
    const [state, items, texts] = [tx.objectStore('folded'), tx.objectStore('items'), tx.objectStore('texts')];
    const held = await state.get(0);
    if (held && held.shape > SHAPE) return 'outdated';
    if (on !== undefined && held?.edition !== on) return 'overtaken';
    if (on === undefined) await Promise.all([items.clear(), texts.clear()]);
    const edition = (held?.edition ?? 0) + 1;
    const rows = [...changed].map(([place, item]) => ({ place, edition, item: withoutNow(item) }));
    for (let from = 0; from < rows.length; from += SLICE) {
      const slice = rows.slice(from, from + SLICE);
      await Promise.all(slice.flatMap((row) => [items.put(row), texts.put(textOf(row.item), row.place)]));
    }
    await Promise.all([state.put({ ...folded, edition }, 0), tx.done]);
    return edition;
  }
}

/** An item without what it says or prints at this moment. */
function withoutNow(item: Item): Item {
  if (item.kind !== 'task') return item;
  const { writing: _writing, printing: _printing, ...lasting } = item;
  return lasting;
}

function present<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
