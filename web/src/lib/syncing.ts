// Takes what the relay delivers, believes what the host signed, stores it, and then tells the app.
import { Asking } from './asking';
import type { Audience, HostRequest, Line } from './audience';
import { fromBase64Url, toBase64Url, type Bytes } from './bytes';
import { answeredCommand, mootAnswers, refusedComments, refusedMessages, rowsToHold, toEntry } from './entries';
import { Gaps } from './gaps';
import { Hearing } from './hearing';
import { Opener, type Opened } from './opening';
import type { Outbox } from './outbox';
import type { Clock } from './ports';
import { Reader, type Taken } from './reading';
import { parseRecord } from './record';
import type { RecordRow } from './chunks';
import type { Advance, Store } from './store';
import type { LinkedRecord, Vault } from './vault';
import {
  Direction,
  type Cursor,
  type FromRelay,
  type Page,
  type Signed,
  type Snapshot,
  type Welcome,
} from './wire';

const BATCH = 500; // records of one transaction: large enough to be quick, small enough to show progress

const SHARE = 1 / 4; // of what is kept, fetched at a step towards older records

export interface SyncParts {
  store: Store;
  vault: Vault;
  outbox: Outbox;
  line: Line;
  audience: Audience;
  clock: Clock;
}

interface Delivered {
  log: string;
  mseq: number;
  raw: Bytes;
}

/** One device's side of sync. Everything that changes its state passes through one queue, in order. */
export class Syncing {
  readonly #parts: SyncParts;
  readonly #reader: Reader;
  readonly #opener: Opener;
  readonly #hearing: Hearing;
  readonly #gaps: Gaps;
  readonly #asking: Asking;
  #queue: Delivered[] = [];
  #work: Promise<void> = Promise.resolve();
  #pumping = false;
  #cursor: Cursor | undefined;
  #offset: number | undefined;
  #log = '';
  #caughtUp = false;
  #isFetching = false;

  private constructor(parts: SyncParts, reader: Reader, opener: Opener, hearing: Hearing) {
    this.#parts = parts;
    this.#reader = reader;
    this.#opener = opener;
    this.#hearing = hearing;
    const asking = new Asking(parts.vault, parts.line, parts.clock);
    this.#asking = asking;
    this.#gaps = new Gaps(reader, parts.clock, {
      tell: (count) => parts.audience.missing(count),
      ask: async (before, limit) => void (await asking.ask({ type: 'page.request', before, limit }, 'fill')),
      again: () => this.#enqueue(() => this.#gaps.look(true)),
    });
  }

  /** Start from what is kept. */
  static async load(parts: SyncParts): Promise<Syncing> {
    const { store, vault } = parts;
    const [tip, incarnations, epochs, beat] = await Promise.all([
      store.fact('tip'),
      store.fact('incarnations'),
      store.epochs(),
      store.fact('heard'),
    ]);
    if (!tip) throw new Error('this device is not paired');
    const held = {
      isSigned: (place: typeof tip) => vault.isSigned(place),
      hashAt: async (seq: number) => {
        const row = await store.record(seq);
        if (row) return row.hash;
        const oldest = await store.oldestRecord();
        return oldest?.seq === seq + 1 ? parseRecord(oldest.raw).prev : undefined;
      },
    };
    const reader = new Reader(held, tip, incarnations ?? []);
    const syncing = new Syncing(parts, reader, new Opener(vault, epochs), new Hearing(vault, beat));
    syncing.#cursor = await store.fact('cursor');
    syncing.#offset = await store.fact('offset');
    return syncing;
  }

  /** Host time minus this device's, as last measured. */
  get offsetMs(): number {
    return this.#offset ?? 0;
  }

  /** The login held: read from the cursor, say hello, send what waits. */
  opened(welcome: Welcome, visible: boolean): void {
    const { line, outbox, clock } = this.#parts;
    this.#caughtUp = false;
    this.#queue = [];
    line.control({ type: 'read', direction: Direction.DOWN, ...(this.#cursor ? { after: this.#cursor } : {}) });
    for (const row of outbox.toSend()) line.send(row.sealed);
    if (welcome.presence && welcome.presence_at !== undefined) {
      this.#hear(welcome.presence, { receivedAt: welcome.presence_at, now: welcome.at });
    }
    const { seq, hash, incarnation, signature } = this.#reader.tip;
    const head = { incarnation, seq, hash: toBase64Url(hash), signature: toBase64Url(signature) };
    const proven = signature.length > 0 ? { head } : {};
    this.#enqueue(() =>
      this.#asking.ask({ type: 'hello', at: clock.now(), ...proven, epochs: this.#opener.epochs, visible }).then(() => undefined),
    );
  }

  /** The line broke: nobody waits for answers any more. */
  closed(): void {
    this.#gaps.stop();
    this.#caughtUp = false;
    this.#asking.stop();
  }

  control(message: FromRelay): void {
    const { outbox, audience, line } = this.#parts;
    if (message.type === 'stored') {
      this.#enqueue(() => outbox.stored(message.id).then(() => audience.receipts()));
    } else if (message.type === 'not_stored') {
      this.#enqueue(() => outbox.notStored(message.id, message.code, message.message).then(() => audience.receipts()));
    } else if (message.type === 'presence') {
      if (message.presence) this.#hear(message.presence, {});
    } else if (message.type === 'reading') {
      this.#log = message.log;
    } else if (message.type === 'caught_up') {
      this.#enqueue(async () => {
        this.#caughtUp = true;
        line.caughtUp();
        await this.#gaps.look(false);
      });
    }
  }

  delivered(mseq: number, raw: Bytes): void {
    this.#queue.push({ log: this.#log, mseq, raw });
    if (this.#pumping) return;
    this.#pumping = true;
    this.#enqueue(() => this.#pump());
  }

  /** Ask the host for records before the oldest one kept; whether some came, or false when they will not come now. */
  async older(): Promise<boolean> {
    const { store, audience } = this.#parts;
    const { oldest, newest } = await store.reach();
    // All is folded anew behind them: a share of what is here at each step keeps the sum of that small.
    const enough = oldest - Math.max(1, (newest - oldest) * SHARE);
    let reached = oldest;
    this.#isFetching = true;
    try {
      while (reached > 1 && reached > enough && (await this.#asking.older(reached))) reached = (await store.reach()).oldest;
    } finally {
      this.#isFetching = false;
      if (reached < oldest) audience.reread();
    }
    return reached < oldest;
  }

  /** Tell the host whether a person looks. */
  async visible(visible: boolean): Promise<void> {
    await this.#asking.ask({ type: 'visible', visible });
  }

  /** Ask the host for what only it can say. */
  async ask(request: HostRequest): Promise<void> {
    await this.#asking.ask(request);
  }

  /** Resolves when everything that came until now is stored and told. */
  settled(): Promise<void> {
    return this.#work;
  }

  #enqueue(job: () => Promise<void>): void {
    // A fault in one job must not stop those after it.
    this.#work = this.#work.then(job).catch((error: unknown) => console.warn('sync', error));
  }

  /** Take everything that was delivered; the next batch is opened while one is stored. */
  async #pump(): Promise<void> {
    try {
      let next = this.#openNext();
      while (next) {
        const { batch, opening } = next;
        const opened = await opening;
        next = this.#openNext();
        await this.#take(batch, opened);
        next ??= this.#openNext();
      }
    } catch (error) {
      console.warn('sync', error);
      this.#parts.audience.failed(error);
    } finally {
      this.#pumping = false;
    }
  }

  #openNext(): { batch: Delivered[]; opening: Promise<Opened> } | undefined {
    const batch = this.#queue.splice(0, BATCH);
    return batch.length === 0 ? undefined : { batch, opening: this.#opener.open(batch.map(({ raw }) => raw)) };
  }

  async #take(batch: readonly Delivered[], opened: Opened): Promise<void> {
    const { line, audience } = this.#parts;
    let filled = false;
    for (const answer of opened.answers) {
      if (answer.type === 'snapshot') await this.#snapshot(answer, opened);
      else if (answer.type === 'page') filled = (await this.#page(answer, opened)) || filled;
      else audience.told(answer);
    }
    const stored = batch.findLast(({ mseq }) => mseq > 0);
    const cursor = stored && { log: stored.log, mseq: stored.mseq };
    const taken = await this.#reader.take(opened.records);
    await this.#believe(taken, opened, cursor);
    if (cursor) {
      this.#cursor = cursor;
      line.control({ type: 'ack', direction: Direction.DOWN, cursor });
    }
    for (const event of opened.ephemerals) audience.writing(event);
    if (this.#caughtUp) await this.#gaps.look(filled && taken.records.length > 0);
  }

  /** Store what is believed, then show it. */
  async #believe(taken: Taken, opened: Opened, cursor: Cursor | undefined): Promise<void> {
    const { store, outbox, audience } = this.#parts;
    const { records, rollbackTo, forged } = taken;
    if (forged) audience.forged();
    if (records.length === 0 && opened.epochs.length === 0 && !cursor) return;
    const entries = records.map(toEntry);
    const answered = new Set(entries.map(({ event }) => answeredCommand(event)).filter((id) => id !== undefined));
    const refused = refusedMessages(entries, outbox.rows);
    const settled = outbox.rows.map((row) => row.id).filter((id) => answered.has(id) && !refused.has(id));
    settled.push(...mootAnswers(entries, outbox.rows));
    const held = rowsToHold(entries, outbox.rows, () => this.#parts.vault.newId());
    const change: Advance = { records: records.map(toRow), epochs: opened.epochs, settled, held };
    if (records.length > 0) Object.assign(change, { tip: this.#reader.tip, incarnations: this.#reader.incarnations });
    if (rollbackTo !== undefined) change.rollbackTo = rollbackTo;
    if (cursor) change.cursor = cursor;
    for (const { task, comment: id, path, line, side = 'new', text } of refusedComments(entries, outbox.rows)) {
      await store.keepUnsaved(task, { id, path, line, side, text });
    }
    await store.advance(change);
    outbox.settle(new Set(settled));
    outbox.heldAgain(held);
    for (const [id, words] of refused) await outbox.refused(id, words);
    if (rollbackTo !== undefined) audience.reread();
    else if (entries.length > 0) await audience.read(entries);
    if (settled.length > 0) audience.receipts();
  }

  async #snapshot(snapshot: Snapshot, opened: Opened): Promise<void> {
    const { store, vault, clock, audience } = this.#parts;
    const row = await vault.importEpoch(snapshot.epoch, fromBase64Url(snapshot.epoch_key));
    if (this.#opener.learn(row)) opened.epochs.push(row);
    // The host read its clock about half-way between the question and the answer.
    this.#offset = Math.round(snapshot.at - (snapshot.hello_at + clock.now()) / 2);
    this.#gaps.heard(snapshot);
    await store.setFact('offset', this.#offset);
    audience.measured(this.#offset);
  }

  /** Take a page; whether it was asked for to close a gap. */
  async #page(page: Page, opened: Opened): Promise<boolean> {
    const { store, vault, audience } = this.#parts;
    const kind = this.#asking.answered(page.request);
    const linked = await Promise.all(page.records.map((text) => vault.linkRecord(fromBase64Url(text))));
    const records = linked.filter((record) => record !== undefined);
    if (kind === 'fill') opened.records.push(...records);
    if (kind !== 'older') return kind === 'fill';
    const oldest = await store.oldestRecord();
    const older = oldest ? this.#reader.takeOlder(parseRecord(oldest.raw), records) : [];
    await store.advance({ records: older.map(toRow) });
    if (older.length > 0 && !this.#isFetching) audience.reread();
    this.#asking.olderCame(older.length > 0);
    return false;
  }

  #hear(signed: Signed, relay: { receivedAt?: number; now?: number }): void {
    const { store, audience, clock } = this.#parts;
    this.#enqueue(async () => {
      const heard = await this.#hearing.take(signed, clock.now(), relay, this.#offset);
      if (!heard) return;
      await store.setFact('heard', heard.beat);
      this.#gaps.heard(heard.beat);
      audience.heard(heard);
      if (this.#caughtUp) await this.#gaps.look(false);
    });
  }
}

function toRow({ seq, hash, raw }: LinkedRecord): RecordRow {
  return { seq, hash, raw };
}
