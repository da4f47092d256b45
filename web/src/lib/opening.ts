// From sealed envelopes to what is in them, with the keys that this device holds.
import type { EpochRow } from './store';
import type { Sealed, ThreadRecord, Vault } from './vault';
import { Class, type AnyAnswer, type AnyEphemeral } from './wire';

/** What a batch of envelopes held. What does not open is left out: the chain will show that it is missing. */
export interface Opened {
  records: ThreadRecord[];
  epochs: EpochRow[];
  answers: AnyAnswer[];
  ephemerals: AnyEphemeral[];
}

/** Opens envelopes; learns the epoch keys that pass by. */
export class Opener {
  readonly #vault: Vault;
  readonly #epochs: Map<string, Uint8Array>;

  constructor(vault: Vault, epochs: readonly EpochRow[]) {
    this.#vault = vault;
    this.#epochs = new Map(epochs.map(({ epoch, key }) => [epoch, key]));
  }

  /** The epochs whose keys are here. */
  get epochs(): string[] {
    return [...this.#epochs.keys()];
  }

  /** Keep a key; whether it is new. */
  learn({ epoch, key }: EpochRow): boolean {
    if (this.#epochs.has(epoch)) return false;
    this.#epochs.set(epoch, key);
    return true;
  }

  async open(batch: readonly Uint8Array[]): Promise<Opened> {
    const envelopes = batch.map((raw) => this.#vault.parse(raw)).filter((sealed) => sealed !== undefined);
    const of = (wanted: number): Sealed[] => envelopes.filter((sealed) => sealed.class === wanted);
    // Keys first: records of the same batch may need them.
    const epochs: EpochRow[] = [];
    for (const sealed of of(Class.EPOCH)) {
      const row = await this.#vault.openEpoch(sealed);
      if (row && this.learn(row)) epochs.push(row);
    }
    const [records, answers, ephemerals] = await Promise.all([
      Promise.all(of(Class.RECORD).map((sealed) => this.#underEpoch(sealed, (key) => this.#vault.openRecord(sealed, key)))),
      Promise.all(of(Class.DIRECT).map((sealed) => this.#vault.openAnswer(sealed))),
      Promise.all(
        of(Class.EPHEMERAL).map((sealed) => this.#underEpoch(sealed, (key) => this.#vault.openEphemeral(sealed, key))),
      ),
    ]);
    const present = <T>(values: readonly (T | undefined)[]): T[] => values.filter((value) => value !== undefined);
    return { records: present(records), epochs, answers: present(answers), ephemerals: present(ephemerals) };
  }

  async #underEpoch<T>(sealed: Sealed, open: (key: Uint8Array) => Promise<T | undefined>): Promise<T | undefined> {
    const key = this.#epochs.get(sealed.key);
    return key && open(key);
  }
}
