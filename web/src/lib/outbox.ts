// Commands on their way: sealed once, kept, and sent as the same bytes until the host has answered.
import type { Bytes } from './bytes';
import type { OutboxRow } from './outbox-row';
import type { Store } from './store';
import type { Vault } from './vault';
import type { AnyCommand } from './wire';
import { notes } from './words/notes';

/** A relay keeps mail this long; an older command is asked about, not carried out (its own `ttl_ms`). */
export const MAIL_LIFE_MS = 30 * 24 * 3600 * 1000;

export const NOTHING: Bytes = new Uint8Array(); // sealed of what is held

/** Refusals of a relay that sending again cannot change. */
const FINAL = new Set(['too_large', 'malformed', 'expired', 'wrong_mailbox']);

/** The commands of this device that the host has not answered. */
export class Outbox {
  readonly #store: Pick<Store, 'dropRow' | 'enqueue' | 'mark' | 'outbox' | 'replaceRow'>;
  #rows: OutboxRow[] = [];

  constructor(store: Pick<Store, 'dropRow' | 'enqueue' | 'mark' | 'outbox' | 'replaceRow'>) {
    this.#store = store;
  }

  get rows(): readonly OutboxRow[] {
    return this.#rows;
  }

  /** How many are only on this device, but for what nobody sent knowingly: that something was seen. */
  get unsent(): number {
    return this.#rows.filter(({ state, command }) => state === 'device' && command.type !== 'notices.read').length;
  }

  /** Read what is kept; also after another tab wrote. */
  async load(): Promise<void> {
    this.#rows = await this.#store.outbox();
  }

  /**
   * Seal and keep a command. When this returns it is on disk; a crash before leaves nothing.
   *
   * One under an id that was chosen before is kept once, and done once by the host, however often it is added.
   */
  async add(command: AnyCommand, vault: Pick<Vault, 'sealCommand'>, chosen?: string): Promise<OutboxRow> {
    const known = this.#rows.find((row) => row.id === chosen);
    if (known) return known;
    const { id, bytes } = await vault.sealCommand(command, command.made_at + MAIL_LIFE_MS, chosen);
    const row: OutboxRow = { id, command, sealed: bytes, state: 'device' };
    await this.#store.enqueue(row);
    this.#rows = [...this.#rows, row];
    return row;
  }

  /** Keep a command until a passkey vouches for it. On disk when this returns. */
  async hold(command: AnyCommand, id: string): Promise<void> {
    const row: OutboxRow = { id, command, sealed: NOTHING, state: 'held' };
    await this.#store.enqueue(row);
    this.#rows = [...this.#rows, row];
  }

  /** Seal what is sent of a held command. On disk when this returns; undefined where it is held no more. */
  async release(id: string, sent: AnyCommand, vault: Pick<Vault, 'sealCommand'>): Promise<OutboxRow | undefined> {
    const held = this.#rows.find((row) => row.id === id && row.state === 'held');
    if (!held) return undefined;
    const { bytes } = await vault.sealCommand(sent, sent.made_at + MAIL_LIFE_MS, id);
    const row: OutboxRow = { id, command: held.command, sealed: bytes, state: 'device' };
    await this.#store.replaceRow(row);
    this.#rows = this.#rows.map((one) => (one.id === id ? row : one));
    return row;
  }

  /** Let go of a command that is not on its way: held, or refused. */
  async drop(id: string): Promise<void> {
    if (!this.#rows.some((row) => row.id === id && (row.state === 'held' || row.state === 'refused'))) return;
    await this.#store.dropRow(id);
    this.#rows = this.#rows.filter((row) => row.id !== id);
  }

  /** The host wants a passkey for these: they are on disk as held. */
  heldAgain(rows: readonly OutboxRow[]): void {
    this.#rows = [...this.#rows, ...rows];
  }

  /**
   * What to send on a new line, in order. Mail that is at the relay is sent again: a relay that kept it answers with the
   * same place, and one that lost its log gets it back.
   */
  toSend(): OutboxRow[] {
    return this.#rows.filter((row) => row.state !== 'refused' && row.state !== 'held');
  }

  /** The relay has it on its disk. */
  async stored(id: string): Promise<void> {
    await this.#mark(id, 'relay');
  }

  /** The relay would not take it. Refusals that time may cure leave it waiting. */
  async notStored(id: string, code: string, message: string): Promise<void> {
    if (FINAL.has(code)) await this.#mark(id, 'refused', notes.relayRefused(message));
  }

  /** The host turned a message down; its text stays here to be read. */
  async refused(id: string, words: string): Promise<void> {
    await this.#mark(id, 'refused', words);
  }

  /** The host has answered these; the thread tells of them from now on. */
  settle(ids: ReadonlySet<string>): void {
    this.#rows = this.#rows.filter((row) => !ids.has(row.id));
  }

  async #mark(id: string, state: OutboxRow['state'], refusal?: string): Promise<void> {
    if (!this.#rows.some((row) => row.id === id && row.state !== state)) return;
    await this.#store.mark(id, state, refusal);
    this.#rows = this.#rows.map((row) =>
      row.id === id ? { ...row, state, ...(refusal === undefined ? {} : { refusal }) } : row,
    );
  }
}
