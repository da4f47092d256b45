// Watches for records that are known to exist and do not come, and decides when the host is asked for them.
import type { Clock } from './ports';
import type { Reader } from './reading';

const FILL_LIMIT = 500;
const FIRST_LOOK_MS = 2_000; // a heartbeat may overtake the record that it tells of
const NEXT_LOOK_MS = 10_000;

/** The newest record that the host told of, signed. */
export interface Head {
  seq: number;
  incarnation: string;
}

/** What is done about a gap. */
export interface GapActs {
  /** How many records are missing; 0 when none is. */
  tell(count: number): void;
  /** Ask for the records before this seq. */
  ask(before: number, limit: number): Promise<void>;
  /** It is time to look again, and to ask. */
  again(): void;
}

/** One thread's gaps. */
export class Gaps {
  readonly #reader: Reader;
  readonly #clock: Clock;
  readonly #acts: GapActs;
  #head: Head;
  #takeBack: (() => void) | undefined;

  constructor(reader: Reader, clock: Clock, acts: GapActs) {
    this.#reader = reader;
    this.#clock = clock;
    this.#acts = acts;
    this.#head = reader.tip;
  }

  /** The host told where its thread ends. */
  heard(head: Head): void {
    this.#head = head;
  }

  /** Nobody can be asked now. */
  stop(): void {
    this.#takeBack?.();
    this.#takeBack = undefined;
  }

  /** Say how many records are missing, and ask for them: at once if told to, or when they do not come by themselves. */
  async look(ask: boolean): Promise<void> {
    const { tip, wanted } = this.#reader;
    const missing = this.#missing();
    this.#acts.tell(missing);
    if (missing === 0) {
      this.stop();
    } else if (ask || (wanted !== undefined && !this.#takeBack)) {
      await this.#acts.ask(Math.min(wanted ?? this.#head.seq + 1, tip.seq + 1 + FILL_LIMIT), FILL_LIMIT);
      this.#lookAfter(NEXT_LOOK_MS);
    } else if (!this.#takeBack) {
      this.#lookAfter(FIRST_LOOK_MS);
    }
  }

  #missing(): number {
    const { tip, wanted, incarnations } = this.#reader;
    const unseen = incarnations.includes(this.#head.incarnation) ? 0 : 1;
    const behind = this.#head.incarnation === tip.incarnation ? Math.max(0, this.#head.seq - tip.seq) : unseen;
    return Math.max(behind, wanted === undefined ? 0 : 1);
  }

  #lookAfter(ms: number): void {
    this.stop();
    this.#takeBack = this.#clock.after(ms, () => this.#acts.again());
  }
}
