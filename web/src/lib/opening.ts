// From sealed envelopes to what is in them, with the keys that this device holds.
import type { Bytes } from './bytes';
import type { AesKey } from './crypto/suite';
import { parseEnvelope, type Envelope } from './envelope';
import type { EpochKey, LinkedRecord, Vault } from './vault';
import { Class, type AnyAnswer, type AnyEphemeral } from './wire';

/** What a batch of envelopes held. What does not open is left out: the chain will show that it is missing. */
export interface Opened {
  records: LinkedRecord[];
  epochs: EpochKey[];
  answers: AnyAnswer[];
  ephemerals: AnyEphemeral[];
}

/** Opens envelopes; learns the epoch keys that pass by. */
export class Opener {
  readonly #vault: Vault;
  readonly #epochs: Map<string, AesKey>;

  constructor(vault: Vault, epochs: readonly EpochKey[]) {
    this.#vault = vault;
    this.#epochs = new Map(epochs.map(({ epoch, key }) => [epoch, key]));
  }

  /** The epochs whose keys are here. */
  get epochs(): string[] {
    return [...this.#epochs.keys()];
  }

  /** Keep a key; whether it is new. */
  learn({ epoch, key }: EpochKey): boolean {
    if (this.#epochs.has(epoch)) return false;
    this.#epochs.set(epoch, key);
    return true;
  }

  async open(batch: readonly Bytes[]): Promise<Opened> {
    const envelopes = batch.map(parse).filter((sealed) => sealed !== undefined);
    const of = (wanted: Class): Envelope[] => envelopes.filter(({ header }) => header.class === wanted);
    // Keys first: records of the same batch may need them.
    const epochs: EpochKey[] = [];
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

  async #underEpoch<T>(sealed: Envelope, open: (key: AesKey) => Promise<T | undefined>): Promise<T | undefined> {
    const key = this.#epochs.get(sealed.header.key);
    return key && open(key);
  }
}

function parse(raw: Bytes): Envelope | undefined {
  try {
    return parseEnvelope(raw);
  } catch {
    return undefined; // of a later version, or damaged: left out like what does not open
  }
}
