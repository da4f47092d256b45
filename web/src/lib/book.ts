// The thread as this tab holds it: the stretch that is read and what has not ended; folded on record by record, and kept.
import type { RecordRow } from './chunks';
import { namedIn, toEntry } from './entries';
import { applyEntry, markLost } from './projection';
import { readTold } from './record';
import { SHAPE, type Folded, type ItemRow, type Shelf } from './shelf';
import type { Paired, Store } from './store';
import { around, endOf, fitted, isInside, newer, newest, older, type Extent, type Stretch } from './stretch';
import { isGoing, renewProject } from './tasks';
import { emptyThread, namedByStanding, standingOf, type Entry, type Thread } from './thread';
import type { Item } from './view';

const SLICE = 1_000; // records folded before the page may draw again
const LOOKED_AT = 30; // tasks that stay in memory after somebody looked at them by themselves

/** How many of the records on this device were folded anew. */
export interface Folding {
  done: number;
  of: number;
}

/** The folded thread and how far it reaches. What changes it happens one after the other. */
export class Book {
  readonly #store: Store;
  readonly #shelf: Shelf;
  readonly #paired: Paired;
  readonly #folding: (how: Folding) => void;
  #thread: Thread;
  #stretch: Stretch = { from: Infinity, follows: true };
  #oldest = 0;
  #newest = 0;
  /** The kept edition that memory is folded on from; undefined while all of it has to be kept anew. */
  #edition: number | undefined;
  readonly #lookedAt = new Set<string>();
  #work: Promise<unknown> = Promise.resolve();

  /** `folding` is told how far it is while everything is folded anew. */
  constructor(store: Store, paired: Paired, folding: (how: Folding) => void = () => undefined) {
    this.#store = store;
    this.#shelf = store.shelf;
    this.#paired = paired;
    this.#folding = folding;
    this.#thread = this.#blank();
  }

  get thread(): Thread {
    return this.#thread;
  }

  /** The part of the thread that is read. */
  get stretch(): Stretch {
    return this.#stretch;
  }

  /** The seq of the oldest record kept here; 0 for none. */
  get oldest(): number {
    return this.#oldest;
  }

  /** Whether the host has records from before those kept here. */
  get hasOlder(): boolean {
    return this.#oldest > 1;
  }

  /** Read what is kept, and fold what came after it. What finds no room on the disk is read all the same. */
  load(): Promise<void> {
    return this.#do(() => this.#load());
  }

  /** Read what the tab that leads has kept since; where it keeps nothing that can be read here, fold what it stored. */
  follow(): Promise<void> {
    return this.#do(async () => {
      const found = await this.#look();
      if (!found || found.folded.edition === this.#edition) await this.#load();
      else this.#adopt(found.folded, found.rows);
    });
  }

  /** Fold everything anew: records came in front, or were taken back. */
  refold(): Promise<void> {
    return this.#do(() => this.#refold());
  }

  /** Carry on with new records; those already here are passed over. */
  append(entries: readonly Entry[]): Promise<void> {
    return this.#do(async () => {
      await this.#fold(entries);
      await this.#keep();
    });
  }

  /** Move what is read; of what is beyond `last`, the id of an item on the other side, it lets go. */
  show(where: 'older' | 'newer' | 'newest', last = ''): Promise<void> {
    const moves = { older, newer, newest: (_stretch: Stretch, thread: Extent) => newest(thread) };
    return this.#do(() => this.#move(moves[where](this.#stretch, this.#thread.items, this.#thread.items.placeOf(last))));
  }

  /** Move to an item; false where it is not on this device. */
  showItem(id: string): Promise<boolean> {
    return this.#do(async () => {
      await this.#bring([id]);
      const place = this.#thread.items.placeOf(id);
      if (place !== undefined) await this.#move(around(place, this.#stretch, this.#thread.items));
      return place !== undefined;
    });
  }

  /** Whether the reader is at the end, to go along with what comes. */
  goAlong(follows: boolean): void {
    this.#stretch = fitted({ ...this.#stretch, follows }, this.#thread.items);
  }

  /** Have a task in memory, and those that build on it; false where it is not on this device. */
  lookAt(taskId: string): Promise<boolean> {
    return this.#do(async () => {
      await this.#bring([taskId]);
      const ids = [taskId];
      for (let last = ids; last.length > 0; ids.push(...last)) {
        const rows = await this.#shelf.followers(last);
        this.#take(rows);
        last = rows.map(({ item }) => item.id);
      }
      for (const id of ids) {
        this.#lookedAt.delete(id);
        this.#lookedAt.add(id);
      }
      for (const id of [...this.#lookedAt].slice(0, -LOOKED_AT)) this.#lookedAt.delete(id);
      return this.#thread.items.get(taskId) !== undefined;
    });
  }

  /** Everything that is kept, folded anew apart from what is shown. */
  async readAll(): Promise<{ thread: Thread; entries: readonly Entry[] }> {
    const thread = this.#blank();
    const entries: Entry[] = [];
    for await (const slice of this.#slices(0)) {
      for (const entry of slice) applyEntry(thread, entry);
      entries.push(...slice);
    }
    return { thread, entries };
  }

  async #load(): Promise<void> {
    const [{ oldest }, found] = await Promise.all([this.#store.reach(), this.#look()]);
    if (found?.folded.oldest !== oldest) return this.#refold();
    this.#adopt(found.folded, found.rows);
    for await (const entries of this.#slices(this.#newest)) {
      await this.#fold(entries);
      await this.#keepIfThereIsRoom();
    }
  }

  /** Take over what is kept. Items that did not change since stay the objects that they are. */
  #adopt(folded: Folded, rows: readonly ItemRow[]): void {
    const { items } = this.#thread;
    const mine = this.#edition ?? 0;
    const came = folded.next - items.next;
    Object.assign(this.#thread, folded.standing);
    items.reach(folded);
    [this.#edition, this.#oldest, this.#newest] = [folded.edition, folded.oldest, folded.newest];
    this.#take(rows, mine);
    this.#stretch = fitted(this.#stretch, items, came);
    this.#letGo();
  }

  async #refold(): Promise<void> {
    const { oldest, newest } = await this.#store.reach();
    const lost = toEntries(await this.#store.lost());
    const thread = this.#blank();
    let last = 0;
    for await (const entries of this.#slices(0)) {
      for (const entry of entries) {
        applyEntry(thread, entry);
        const { event } = entry;
        if (event?.type === 'host.restored') markLost(thread, lost.filter(({ seq }) => seq >= event.lost_from && seq <= event.lost_to));
        last = entry.seq;
      }
      this.#folding({ done: last - oldest + 1, of: newest - oldest + 1 });
    }
    markLost(thread, lost);
    // What came in front takes places in front: what is read keeps its own.
    if (oldest < this.#oldest) thread.items = thread.items.endingAt(this.#thread.items.next);
    this.#thread = thread;
    [this.#edition, this.#oldest, this.#newest] = [undefined, oldest, last];
    this.#stretch = fitted(this.#stretch, thread.items);
    await this.#keepIfThereIsRoom();
  }

  async #fold(entries: readonly Entry[]): Promise<void> {
    const fresh = entries.filter(({ seq }) => seq > this.#newest);
    await this.#bring(fresh.flatMap(({ event }) => namedIn(event)));
    const { next } = this.#thread.items;
    for (const entry of fresh) applyEntry(this.#thread, entry);
    this.#newest = fresh.at(-1)?.seq ?? this.#newest;
    this.#oldest ||= fresh[0]?.seq ?? 0;
    this.#stretch = fitted(this.#stretch, this.#thread.items, this.#thread.items.next - next);
  }

  /** Keep what was folded; where another tab did that before, go on from what it kept. */
  async #keep(): Promise<void> {
    const { items, fresh } = this.#thread;
    const { first, next, changed } = items;
    fresh.clear(); // what changes from now on is kept the next time
    const standing = standingOf(this.#thread);
    Object.assign(this.#thread, standing);
    const open = items.places.filter((place) => isOpen(items.at(place)));
    const folded = { shape: SHAPE, oldest: this.#oldest, newest: this.#newest, first, next, open, standing };
    const edition = await this.#shelf.keep(folded, changed, this.#edition);
    if (edition === 'outdated') return;
    if (edition === 'overtaken') {
      this.#thread = this.#blank();
      this.#edition = undefined;
      return this.#load();
    }
    this.#edition = edition;
    items.settle(changed.keys());
    this.#letGo();
  }

  async #move(stretch: Stretch): Promise<void> {
    const { items } = this.#thread;
    const { first, next } = items.missing(stretch.from, endOf(stretch, items));
    this.#take(await this.#shelf.between(first, next));
    this.#stretch = stretch;
    this.#letGo();
  }

  /** Have the items with these ids in memory. */
  async #bring(ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#thread.items.get(id));
    if (missing.length > 0) this.#take(await this.#shelf.find(missing));
  }

  /** Take kept items into memory: those that are not there, and those that changed since an edition. */
  #take(rows: readonly ItemRow[], since = Infinity): void {
    const { items } = this.#thread;
    for (const { place, edition, item } of rows) {
      if (items.at(place) && edition <= since) continue;
      items.take(place, item);
      if (item.kind === 'task') renewProject(this.#thread, item);
    }
  }

  /** Let go of what nobody reads, unless it goes on, or is not kept. */
  #letGo(): void {
    const { items } = this.#thread;
    const staying = new Set(items.changed.keys());
    for (const id of [...this.#lookedAt, ...namedByStanding(this.#thread)]) staying.add(items.placeOf(id) ?? NaN);
    items.drop(items.places.filter((place) => !isInside(place, this.#stretch, items) && !staying.has(place) && !isOpen(items.at(place))));
  }

  /** What is kept of what is wanted here. */
  #look(): ReturnType<Shelf['look']> {
    return this.#shelf.look(({ standing, open, first, next }) => {
      const stretch = fitted(this.#stretch, { first, next });
      const ids = [...this.#lookedAt, ...namedByStanding(standing)];
      return { from: stretch.from, to: endOf(stretch, { first, next }), places: open, ids };
    });
  }

  async #keepIfThereIsRoom(): Promise<void> {
    try {
      await this.#keep();
    } catch (error) {
      console.warn('book', error); // what was not kept stays in memory
    }
  }

  /** The records after a seq, so many at once that the page can draw in between. */
  async *#slices(after: number): AsyncGenerator<Entry[]> {
    let stretches = 1; // of records, as they came: one holds from one to some hundred
    for (let last = after; ; ) {
      const entries = toEntries(await this.#store.recordsAfter(last, stretches));
      if (entries.length === 0) return;
      yield entries;
      last = entries.at(-1)?.seq ?? last;
      stretches = Math.max(1, Math.min(stretches * 2, Math.round((stretches * SLICE) / entries.length)));
    }
  }

  #blank(): Thread {
    const { device, hostName, demo, formerly } = this.#paired;
    return emptyThread(device, hostName, demo, formerly);
  }

  #do<T>(job: () => Promise<T>): Promise<T> {
    const done = this.#work.then(job);
    this.#work = done.catch(() => undefined);
    return done;
  }
}

function toEntries(rows: readonly RecordRow[]): Entry[] {
  return rows.map(({ raw }) => toEntry(readTold(raw)));
}

function isOpen(item: Item | undefined): boolean {
  return item?.kind === 'task' && isGoing(item);
}
