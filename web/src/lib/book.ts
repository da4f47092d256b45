// The thread as this device holds it: read from the store, then carried on record by record.
import { toEntry } from './entries';
import { applyEntry, markLost } from './projection';
import { parseRecord } from './record';
import type { RecordRow } from './chunks';
import type { Paired, Store } from './store';
import { emptyThread, type Entry, type Thread } from './thread';

/** The folded thread and how far it reaches. */
export class Book {
  readonly #store: Store;
  readonly #paired: Paired;
  #thread: Thread;
  #oldest = 0;
  #newest = 0;

  constructor(store: Store, paired: Paired) {
    this.#store = store;
    this.#paired = paired;
    this.#thread = this.#blank();
  }

  get thread(): Thread {
    return this.#thread;
  }

  /** The seq of the oldest record kept here; 0 for none. */
  get oldest(): number {
    return this.#oldest;
  }

  /** Whether the host has records from before those kept here. */
  get hasOlder(): boolean {
    return this.#oldest > 1;
  }

  /** Read everything that is kept, from the start. */
  async load(): Promise<void> {
    const [rows, lost] = await Promise.all([this.#store.recordsAfter(0), this.#store.lost()]);
    const entries = this.#parse(rows);
    this.#thread = this.#blank();
    this.#oldest = entries[0]?.seq ?? 0;
    this.#newest = 0;
    this.append(entries);
    markLost(this.#thread, this.#parse(lost));
  }

  /** Everything that is kept, folded anew apart from what is shown. */
  async readAll(): Promise<{ thread: Thread; entries: readonly Entry[] }> {
    const entries = this.#parse(await this.#store.recordsAfter(0));
    const thread = this.#blank();
    for (const entry of entries) applyEntry(thread, entry);
    return { thread, entries };
  }

  /** Read what another tab stored since. */
  async follow(): Promise<void> {
    this.append(this.#parse(await this.#store.recordsAfter(this.#newest)));
  }

  /** Carry on with new records; those already here are passed over. */
  append(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.seq <= this.#newest) continue;
      applyEntry(this.#thread, entry);
      this.#newest = entry.seq;
    }
  }

  #blank(): Thread {
    const { device, hostName, demo } = this.#paired;
    return emptyThread(device, hostName, demo);
  }

  #parse(rows: readonly RecordRow[]): Entry[] {
    return rows.map(({ raw }) => toEntry(parseRecord(raw)));
  }
}
