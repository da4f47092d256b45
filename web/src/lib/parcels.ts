// Messages with files: each file goes to the relay in pieces, and its message once the last of them is there. Loaded late.
import { waitBeforeTry } from './backoff';
import { CHUNK_BYTES } from './crypto/blobs';
import { writing } from './disk';
import { toWritten, type Written } from './draft';
import type { FileRow, ParcelRow, ParcelStore } from './parcel-store';
import type { Clock } from './ports';
import { RelayRefused } from './relay-http';
import type { Vault } from './vault';
import type { FileView, ParcelView, SendOptions } from './view';
import { files as words } from './words/files';
import type { Manifest } from './wire';

export const MAX_FILE_BYTES = 200 * CHUNK_BYTES; // as the host takes them
export const MAX_FILES = 20; // of one message

const FORBIDDEN = 403;
const FROZEN = 409;
const TOO_LARGE = 413;
const FULL = 507;
/** Answers that trying again does not change. */
const FINAL = new Set([400, FORBIDDEN, FROZEN, TOO_LARGE, FULL]);

/** A file was paused or dropped while it went. */
class Stopped extends Error {}

/** What parcels need around them. */
export interface ParcelParts {
  store: ParcelStore;
  host: string;
  vault: Pick<Vault, 'newId' | 'beginFile' | 'sealFile'>;
  putChunk(blob: string, index: number, sealed: Uint8Array<ArrayBuffer>, hash: string): Promise<void>;
  clock: Clock;
  random: () => number;
  /** A small picture of a file that is one. */
  thumbnailOf(file: Blob): Promise<string | undefined>;
  /** Only the tab that leads sends: two would seal a chunk each in its own way. */
  leads(): boolean;
  /** Hand a message to the outbox under this id; once, however often it is called. */
  post(id: string, text: string, options: SendOptions, attachments: Manifest[]): Promise<void>;
  /** Something changed; `told` says so to the other tabs, too. */
  changed(told: boolean): void;
}

/** The parcels of this device, and the one place that sends them. */
export class Parcels {
  readonly #parts: ParcelParts;
  #parcels: ParcelRow[] = [];
  #files: FileRow[] = [];
  /** Files whose last try met no relay. */
  #waiting = new Set<string>();
  #isWorking = false;
  #isClosed = false;
  #wake: () => void = () => undefined;

  private constructor(parts: ParcelParts) {
    this.#parts = parts;
  }

  static async open(parts: ParcelParts): Promise<Parcels> {
    const parcels = new Parcels(parts);
    await parcels.load();
    return parcels;
  }

  close(): void {
    this.#isClosed = true;
    this.#wake();
    this.#parts.store.close();
  }

  /** Read what is kept; also after another tab wrote. */
  async load(): Promise<void> {
    const { parcels, files } = await this.#parts.store.all();
    this.#parcels = parcels;
    this.#files = files;
    this.#parts.changed(false);
    this.work();
  }

  /** What to show: those that are sent, and last the one that is being written. */
  views(): ParcelView[] {
    return this.#parcels.map(({ id, text }) => ({
      id,
      ...(text === undefined ? {} : { text }),
      files: this.#of(id).map((row) => toFileView(row, this.#waiting.has(row.id))),
    }));
  }

  /** Whether the message being written has files. */
  get hasDraft(): boolean {
    return this.#draft !== undefined;
  }

  /** Add files to the message that is being written. Throws an Error in words. */
  async attach(chosen: readonly File[]): Promise<void> {
    const { store, vault, host, clock } = this.#parts;
    const large = chosen.find((file) => file.size > MAX_FILE_BYTES);
    if (large) throw new Error(words.tooLarge(large.name, large.size, MAX_FILE_BYTES));
    const parcel = this.#draft ?? { id: vault.newId(), host, at: clock.now() };
    const held = this.#of(parcel.id).length;
    if (held + chosen.length > MAX_FILES) throw new Error(words.tooMany(MAX_FILES));
    const rows = await Promise.all(
      chosen.map(async (file, index): Promise<[FileRow, Blob]> => {
        const sealing = await vault.beginFile();
        const { name, size } = file;
        const row = { id: sealing.blob, parcel: parcel.id, at: clock.now() + index, name, size, media: file.type, sealing };
        return [row, file];
      }),
    );
    await writing(store.add(parcel, rows));
    await this.#reload();
    for (const [{ id }, file] of rows) {
      const thumbnail = await this.#parts.thumbnailOf(file);
      if (!thumbnail) continue;
      await store.update(id, { thumbnail });
      await this.#reload();
    }
  }

  async drop(fileId: string): Promise<void> {
    const parcel = this.#files.find(({ id }) => id === fileId)?.parcel;
    await this.#parts.store.dropFile(fileId);
    if (parcel && this.#of(parcel).length === 1 && parcel === this.#draft?.id) await this.#parts.store.dropParcel(parcel);
    await this.#reload();
  }

  /** Stop sending a file, or go on where it stopped. */
  async pause(fileId: string, paused: boolean): Promise<void> {
    await this.#parts.store.update(fileId, { paused, refusal: '' });
    await this.#reload();
  }

  /** The message is written: it goes as soon as its files are there. */
  async send(text: string, options: SendOptions): Promise<void> {
    const draft = this.#draft;
    if (!draft) return;
    await writing(this.#parts.store.putParcel({ ...draft, text, options }));
    await this.#reload();
  }

  /** Make a message one that is being written again; it is let go of once `keep` resolves. */
  async takeBack(parcelId: string, keep: (written: Written) => Promise<void>): Promise<void> {
    const { store, vault, host, clock } = this.#parts;
    const parcel = this.#parcels.find(({ id }) => id === parcelId);
    await keep(toWritten(parcel?.text ?? '', parcel?.options));
    // Another id: under the old one the message may be on its way already, and a second one would count as a repeat.
    const draft = this.#draft ?? { id: vault.newId(), host, at: clock.now() };
    await store.putParcel(draft);
    for (const file of this.#of(parcelId)) await store.update(file.id, { parcel: draft.id });
    await store.dropParcel(parcelId);
    await this.#reload();
  }

  /** Try at once what waits: the network may be back. */
  nudge(): void {
    this.#wake();
    this.work();
  }

  /** Send what there is to send, if this is the tab that does; returns at once. */
  work(): void {
    if (this.#isWorking || this.#isClosed || !this.#parts.leads()) return;
    this.#isWorking = true;
    this.#work()
      .catch((error: unknown) => console.warn('parcels', error))
      .finally(() => (this.#isWorking = false));
  }

  get #draft(): ParcelRow | undefined {
    return this.#parcels.find(({ text }) => text === undefined);
  }

  #of(parcel: string): FileRow[] {
    return this.#files.filter((file) => file.parcel === parcel);
  }

  async #reload(): Promise<void> {
    await this.load();
    this.#parts.changed(true);
  }

  async #work(): Promise<void> {
    for (let failures = 0; !this.#isClosed; ) {
      await this.#postReady();
      const next = this.#files.find((file) => !file.paused && !file.refusal && !file.manifest);
      if (!next) return;
      failures = (await this.#upload(next)) ? 0 : failures + 1;
      if (failures > 0) await this.#waitBefore(failures);
    }
  }

  async #postReady(): Promise<void> {
    for (const { id, text, options } of this.#parcels) {
      const manifests = this.#of(id).map(({ manifest }) => manifest);
      if (text === undefined || !manifests.every((manifest) => manifest !== undefined)) continue;
      await this.#parts.post(id, text, options ?? {}, manifests);
      await this.#parts.store.dropParcel(id);
      await this.#reload();
    }
  }

  /** Send a file, or what is left of it; false when the relay could not be reached. */
  async #upload({ id, name, sealing }: FileRow): Promise<boolean> {
    const { store, vault, putChunk } = this.#parts;
    try {
      const content = await store.content(id);
      if (!content) return await this.#change(id, { refusal: words.gone });
      const manifest = await vault.sealFile(content, name, sealing, {
        keep: async (now) => void (await this.#change(id, { sealing: now })),
        store: putChunk,
      });
      this.#waiting.delete(id);
      return await this.#change(id, { manifest });
    } catch (error) {
      if (error instanceof Stopped) return true;
      if (error instanceof RelayRefused && FINAL.has(error.status)) return this.#change(id, { refusal: refusalOf(error.status) });
      this.#waiting.add(id);
      return false;
    }
  }

  /** Note how far a file has come; throws Stopped when it shall not go on. */
  async #change(id: string, change: Partial<FileRow>): Promise<true> {
    const row = await this.#parts.store.update(id, change);
    if (change.sealing && !change.sealing.nonce) this.#waiting.delete(id);
    this.#files = this.#files.map((file) => (file.id === id && row ? row : file));
    this.#parts.changed(true);
    if (!row || this.#isClosed || (row.paused && !row.manifest)) throw new Stopped();
    return true;
  }

  #waitBefore(failures: number): Promise<void> {
    const { clock, random, changed } = this.#parts;
    return new Promise((resolve) => {
      const takeBack = clock.after(waitBeforeTry(failures, random), resolve);
      this.#wake = () => {
        takeBack();
        resolve();
      };
      changed(false);
    });
  }
}

function refusalOf(status: number): string {
  return status === FULL ? words.full : words.refused(status);
}

function toFileView(row: FileRow, isWaiting: boolean): FileView {
  const { id, name, size, media, refusal, thumbnail } = row;
  const sent = row.manifest ? size : Math.min(size, row.sealing.chunks.length * CHUNK_BYTES);
  const state = row.manifest ? 'sent' : refusal ? 'refused' : row.paused ? 'paused' : isWaiting ? 'waiting' : 'going';
  return { id, name, size, media, sent, state, ...(refusal ? { refusal } : {}), ...(thumbnail ? { thumbnail } : {}) };
}
