// What is known of the line, the host and this device's standing: kept here, shared with other tabs, said in words.
import type { Clock } from './ports';
import { toConnection, type Broken, type Facts } from './presence';
import type { SharedFacts } from './tabs';
import type { ConnectionView } from './view';

/** The facts behind the connection's words. */
export class Known {
  readonly #clock: Clock;
  readonly #changed: () => void;
  #facts: Facts;

  /** `changed` is called when something new is known. */
  constructor(clock: Clock, online: boolean, changed: () => void) {
    const now = clock.now();
    this.#clock = clock;
    this.#changed = changed;
    const link = { kind: 'dialling', since: now, failures: 0 } as const;
    this.#facts = { ready: false, hostName: '', link, unsent: 0, startedAt: now, ...(online ? {} : { offlineSince: now }) };
  }

  get ready(): boolean {
    return this.#facts.ready;
  }

  get online(): boolean {
    return this.#facts.offlineSince === undefined;
  }

  get hostName(): string {
    return this.#facts.hostName;
  }

  get broken(): Broken | undefined {
    return this.#facts.broken?.state;
  }

  /** What the tab that leads tells the others. */
  get shared(): SharedFacts {
    const { link, heard, missing, broken, offsetMs } = this.#facts;
    return { link, heard, missing, broken, offsetMs };
  }

  /** State, words and age of the connection now. */
  connection(hostName: string, unsent: number): ConnectionView {
    return toConnection({ ...this.#facts, hostName, unsent }, this.#clock.now());
  }

  learn(facts: Partial<Facts>): void {
    Object.assign(this.#facts, facts);
    this.#changed();
  }

  /** The browser told whether there is a network. */
  seesNetwork(online: boolean): void {
    if (online) delete this.#facts.offlineSince;
    else this.#facts.offlineSince ??= this.#clock.now();
    this.#changed();
  }

  /** The leading tab told how its line stands. */
  follow(facts: SharedFacts): void {
    Object.assign(this.#facts, facts);
  }

  /** Something broke that no network can mend; what was said of it first stays. */
  breaks(state: Broken): void {
    if (this.#facts.broken?.state !== state) this.learn({ broken: { state, since: this.#clock.now() } });
  }

  /** It is mended, if this is what was broken. */
  mends(state: Broken): void {
    if (this.#facts.broken?.state !== state) return;
    delete this.#facts.broken;
    this.#changed();
  }

  /** How many records are known to exist that did not come. */
  misses(count: number): void {
    const { missing } = this.#facts;
    if (count === 0) delete this.#facts.missing;
    else this.#facts.missing = { count, since: missing?.since ?? this.#clock.now() };
    if (count !== (missing?.count ?? 0)) this.#changed();
  }

  /** Other keys than before: nothing of the earlier pairing holds. */
  forget(): void {
    delete this.#facts.broken;
    delete this.#facts.heard;
    delete this.#facts.missing;
  }
}
