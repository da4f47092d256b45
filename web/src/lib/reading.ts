// Which records a device believes: the chain is followed from the verified tip, one signature vouches for a stretch.
import { equal, type Bytes } from './bytes';
import type { LinkedRecord, Tip } from './vault';

const MOST_AHEAD = 2_000; // records that wait for a gap to close; more are asked for again

/** What the reader asks of what is kept. */
export interface Held {
  isSigned(place: Tip): Promise<boolean>;
  /** The hash of the record kept at this seq. */
  hashAt(seq: number): Promise<Bytes | undefined>;
}

/** The oldest record kept, to which older pages must link. */
export interface Oldest {
  seq: number;
  prev: Bytes;
}

/** What a stretch of records came to. Store it, then show it. */
export interface Taken {
  records: LinkedRecord[];
  /** Records above this seq were taken back by a restored host. */
  rollbackTo?: number;
  /** Nothing of what linked was signed by the host. */
  forged: boolean;
}

/** Follows the chain. Records may come twice, late and out of order; none is believed before its turn. */
export class Reader {
  readonly #held: Held;
  readonly #incarnations: Set<string>;
  readonly #ahead = new Map<number, LinkedRecord>();
  #tip: Tip;
  #wanted: number | undefined;

  constructor(held: Held, tip: Tip, incarnations: readonly string[]) {
    this.#held = held;
    this.#tip = tip;
    this.#incarnations = new Set([...incarnations, tip.incarnation]);
  }

  get tip(): Tip {
    return this.#tip;
  }

  get incarnations(): string[] {
    return [...this.#incarnations];
  }

  /** The seq before which records are missing, if a gap is known. */
  get wanted(): number | undefined {
    if (this.#ahead.size === 0) return this.#wanted;
    return Math.min(...this.#ahead.keys());
  }

  /** Take records in the order of their coming; what links to the tip is verified and handed back. */
  async take(records: readonly LinkedRecord[]): Promise<Taken> {
    const taken: Taken = { records: [], forged: false };
    let stretch: LinkedRecord[] = [];
    let end: Pick<Tip, 'seq' | 'hash' | 'incarnation'> = this.#tip;
    this.#wanted = undefined;

    const follow = (record: LinkedRecord): void => {
      stretch.push(record);
      end = record;
      this.#ahead.delete(record.seq);
    };
    const settle = async (): Promise<boolean> => {
      const believed = await this.#verify(stretch);
      const whole = believed.length === stretch.length;
      taken.records.push(...believed);
      if (!whole) taken.forged = believed.length === 0;
      stretch = [];
      end = this.#tip;
      return whole;
    };

    const queue = [...records];
    for (let record = queue.shift(); record; record = queue.shift() ?? this.#ahead.get(end.seq + 1)) {
      if (record.incarnation === end.incarnation) {
        if (record.seq <= end.seq) this.#ahead.delete(record.seq);
        else if (record.seq > end.seq + 1) this.#wait(record);
        else if (equal(record.prev, end.hash)) follow(record);
        else this.#drop(record);
      } else if (this.#incarnations.has(record.incarnation)) {
        this.#ahead.delete(record.seq);
      } else if (record.type !== 'host.restored') {
        if (record.seq > end.seq + 1) this.#wait(record);
        else this.#drop(record);
      } else if (record.seq > end.seq + 1) {
        this.#wait(record);
      } else {
        if (!(await settle())) break;
        if (!(await this.#restore(record, taken))) this.#drop(record);
        end = this.#tip;
      }
    }
    await settle();
    return taken;
  }

  /** Take a page of older records: they must lead to the oldest one kept. Oldest first; empty if they do not. */
  takeOlder(oldest: Oldest, records: readonly LinkedRecord[]): LinkedRecord[] {
    const linked: LinkedRecord[] = [];
    let next: Oldest = oldest;
    for (const record of [...records].reverse()) {
      if (record.seq >= oldest.seq) continue;
      if (record.seq !== next.seq - 1 || !equal(record.hash, next.prev)) break;
      linked.push(record);
      next = record;
    }
    return linked.reverse();
  }

  /** The longest part of a stretch whose last record the host signed; the tip moves to its end. */
  async #verify(stretch: readonly LinkedRecord[]): Promise<LinkedRecord[]> {
    for (let length = stretch.length; length > 0; length -= 1) {
      const last = stretch[length - 1];
      if (last && (await this.#held.isSigned(last))) {
        this.#tip = toTip(last);
        return stretch.slice(0, length);
      }
    }
    return [];
  }

  /** A new incarnation begins where the host's old data ended: at a hash that this device holds. */
  async #restore(record: LinkedRecord, taken: Taken): Promise<boolean> {
    const before = record.seq - 1;
    const inBatch = taken.records.findLast((earlier) => earlier.seq === before);
    const hash = before === this.#tip.seq ? this.#tip.hash : (inBatch?.hash ?? (await this.#held.hashAt(before)));
    if (!hash || !equal(hash, record.prev) || !(await this.#held.isSigned(record))) return false;
    if (before < this.#tip.seq) {
      taken.rollbackTo = Math.min(taken.rollbackTo ?? before, before);
      taken.records = taken.records.filter((earlier) => earlier.seq <= before);
    }
    taken.records.push(record);
    this.#incarnations.add(record.incarnation);
    for (const [seq, waiting] of this.#ahead) {
      if (waiting.incarnation !== record.incarnation) this.#ahead.delete(seq);
    }
    this.#tip = toTip(record);
    return true;
  }

  #wait(record: LinkedRecord): void {
    if (this.#ahead.size < MOST_AHEAD) this.#ahead.set(record.seq, record);
    else this.#wanted = record.seq;
  }

  #drop(record: LinkedRecord): void {
    this.#ahead.delete(record.seq);
    this.#wanted = record.seq;
  }
}

/** The place in the chain that a record is. */
export function toTip({ seq, hash, incarnation, signature }: LinkedRecord): Tip {
  return { seq, hash, incarnation, signature };
}
