// The items of a thread by their place in it: each has one, only some are in memory.
import type { Extent } from './stretch';
import type { Item } from './view';

/** Some of a thread's items. Places have no holes, and may be negative: what is older comes in front. */
export class Items {
  readonly #here = new Map<number, Item>();
  readonly #places = new Map<string, number>();
  readonly #changed = new Set<number>();
  #first: number;
  #next: number;

  constructor(first = 0) {
    this.#first = first;
    this.#next = first;
  }

  /** The place of the oldest item. */
  get first(): number {
    return this.#first;
  }

  /** The place that the next item takes. */
  get next(): number {
    return this.#next;
  }

  /** The places in memory, in no order. */
  get places(): number[] {
    return [...this.#here.keys()];
  }

  /** Every item in memory, the oldest first. */
  all(): Item[] {
    return [...this.#here].sort(([one], [other]) => one - other).map(([, item]) => item);
  }

  /** The items in memory from one place up to another. */
  between(from: number, to: number): Item[] {
    const found: Item[] = [];
    for (let place = from; place < to; place += 1) {
      const item = this.#here.get(place);
      if (item) found.push(item);
    }
    return found;
  }

  /** The part of a stretch that is not in memory, from its first place to its last. */
  missing(from: number, to: number): Extent {
    let [first, next] = [from, to];
    while (first < next && this.#here.has(first)) first += 1;
    while (first < next && this.#here.has(next - 1)) next -= 1;
    return { first, next };
  }

  placeOf(id: string): number | undefined {
    return this.#places.get(id);
  }

  at(place: number): Item | undefined {
    return this.#here.get(place);
  }

  get(id: string): Item | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.#here.get(place);
  }

  /** Put a new item at the end of the thread. */
  add(item: Item): void {
    this.#put(this.#next, item);
    this.#changed.add(this.#next);
    this.#next += 1;
  }

  /** Put an item in the place of the one with its id. */
  replace(item: Item): void {
    const place = this.#places.get(item.id);
    if (place === undefined) return;
    this.#put(place, item);
    this.#changed.add(place);
  }

  /** Take an item into memory as it is kept. */
  take(place: number, item: Item): void {
    this.#put(place, item);
  }

  /** Let go of items that are kept. */
  drop(places: Iterable<number>): void {
    for (const place of places) {
      const item = this.#here.get(place);
      if (item) this.#places.delete(item.id);
      this.#here.delete(place);
    }
  }

  /** The items that were added or replaced since they were kept last, by their places. */
  get changed(): Map<number, Item> {
    return new Map([...this.#here].filter(([place]) => this.#changed.has(place)));
  }

  /** These are kept now, as they are in memory. */
  settle(places: Iterable<number>): void {
    for (const place of places) this.#changed.delete(place);
  }

  /** What is kept reaches from here to there. */
  reach({ first, next }: Extent): void {
    [this.#first, this.#next] = [first, next];
  }

  /** The same items in other places: the next one takes `next`. */
  endingAt(next: number): Items {
    const by = next - this.#next;
    const moved = new Items(this.#first + by);
    for (const item of this.all()) moved.add(item);
    return moved;
  }

  #put(place: number, item: Item): void {
    const before = this.#here.get(place);
    if (before && before.id !== item.id) this.#places.delete(before.id);
    const moved = this.#places.get(item.id);
    if (moved !== undefined && moved !== place) this.#here.delete(moved);
    this.#here.set(place, item);
    this.#places.set(item.id, place);
  }
}
