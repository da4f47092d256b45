// The app's one session: what is kept, what is shown, and the line to the relay, put together.
import { Book } from './book';
import { startLeading, type Leader } from './leading';
import { Outbox } from './outbox';
import type { Page } from './page';
import { PairingFlow } from './pairing';
import { toConnection, type Facts } from './presence';
import { emptyView, toView } from './presenting';
import { RelayHttp } from './relay-http';
import type { Paired, Store } from './store';
import type { Audience } from './syncing';
import type { Tabs, TabWord } from './tabs';
import { applyEphemeral } from './tasks';
import type { Vault } from './vault';
import type { Pairing, View } from './view';
import type { AnyCommand } from './wire';

const TICK_MS = 1_000; // ages on the connection line
const OLDER_PAGES = 5; // read unasked, until projects, agents and devices are known
const NEW_MS = 20_000; // within this the relay has heard of a new device
const RELEAD_MS = 5_000; // a full disk does not empty at once
const VISIBLE_MS = 20_000; // the host counts one word as 30 s of looking

/** What there is once this device is paired. */
export interface Live {
  paired: Paired;
  vault: Vault;
  http: RelayHttp;
  outbox: Outbox;
  book: Book;
}

/** A command before it is made: what it says, without its moment. */
export type Intent = Unmade<AnyCommand>;
type Unmade<C> = C extends AnyCommand ? Omit<C, 'made_at' | 'ttl_ms' | 'offset_ms'> : never;

/** The app between the store and the screens. */
export class Session {
  readonly #page: Page;
  #opening: Promise<Store> | undefined;
  #store: Store | undefined;
  #tabs: Tabs | undefined;
  #live: Live | undefined;
  #isLeader = false;
  #leader: Leader | undefined;
  #facts: Facts;
  #seenAt = 0;
  /** Changes of what is held, one after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(page: Page) {
    this.#page = page;
    const now = page.clock.now();
    this.#facts = {
      ready: false,
      online: page.isOnline(),
      hostName: '',
      link: { kind: 'dialling', since: now, failures: 0 },
      unsent: 0,
      startedAt: now,
    };
  }

  /** What to show now. */
  view(): View {
    const { clock, isSecure } = this.#page;
    const thread = this.#live?.book.thread;
    const hostName = thread?.hostName || this.#facts.hostName;
    const facts = { ...this.#facts, hostName, unsent: this.#live?.outbox.unsent ?? 0 };
    const connection = toConnection(facts, clock.now());
    const around = { ready: this.#facts.ready, unprotected: !isSecure, connection };
    if (!this.#live || !thread) return { ...emptyView(connection, !isSecure), ...around, hostName };
    const { book, outbox } = this.#live;
    return toView(thread, { ...around, paired: true, hasOlder: book.hasOlder, outbox: outbox.rows });
  }

  /** Show what is kept, then look at the network. */
  async open(): Promise<void> {
    const page = this.#page;
    await this.#openStore();
    await this.#begin();
    this.#tabs = page.joinTabs(
      (word) => this.#hear(word),
      () => {
        this.#isLeader = true;
        this.#do(() => this.#lead());
      },
    );
    if (!this.#isLeader) this.#tabs.say({ kind: 'joined' });
    page.watch(() => this.#pageChanged());
    this.#tick();
  }

  /** Read a pairing link; nothing begins. */
  readInvitation(link: string): Pairing {
    const { crypto, dial, clock, random, origin } = this.#page;
    return new PairingFlow({
      ...{ crypto, dial, clock, random, origin },
      invited: crypto.readInvitation(link),
      openStore: () => this.#openStore(),
      changed: () => this.#page.changed(),
      paired: async () => {
        this.#page.persist();
        this.#tabs?.say({ kind: 'paired' });
        await this.#restart();
      },
    });
  }

  /** Ask for older records; resolves when they came, or will not come now. */
  async loadOlder(): Promise<void> {
    if (this.#leader) await this.#leader.syncing.older();
    else this.#tabs?.say({ kind: 'older' });
  }

  /** Try the line now. */
  retry(): void {
    if (this.#leader) this.#leader.connection.nudge();
    else this.#tabs?.say({ kind: 'nudge' });
  }

  /** Keep what is being written. */
  async setDraft(text: string): Promise<void> {
    await this.store().setFact('draft', text);
  }

  async draft(): Promise<string> {
    return (await (await this.#openStore()).fact('draft')) ?? '';
  }

  /** Resolves when everything begun until now is stored and shown. */
  async settled(): Promise<void> {
    await this.#work;
    await this.#leader?.syncing.settled();
    await this.#work;
  }

  close(): void {
    this.#leader?.stop();
    this.#tabs?.close();
    this.#store?.close();
  }

  async #openStore(): Promise<Store> {
    this.#opening ??= this.#page.openStore();
    this.#store = await this.#opening;
    return this.#store;
  }

  /** The store, once `open` has begun. */
  store(): Store {
    if (!this.#store) throw new Error('the app is still opening');
    return this.#store;
  }

  /** What there is once this device is paired. */
  live(): Live {
    if (!this.#live) throw new Error('this device is not paired');
    return this.#live;
  }

  /** Keep a command and send it when there is a line; on disk when this returns. */
  async command(intent: Intent): Promise<void> {
    const { outbox, vault } = this.live();
    const offset = (await this.store().fact('offset')) ?? 0;
    const row = await outbox.add({ ...intent, made_at: this.#page.clock.now(), offset_ms: offset }, vault);
    this.#page.changed();
    if (!this.#leader?.connection.send(row.sealed)) this.#page.sendLater();
    if (!this.#leader) this.#tabs?.say({ kind: 'outbox' });
  }

  /** Read what is kept and show it. */
  async #begin(): Promise<void> {
    const page = this.#page;
    const store = this.store();
    const [paired, keys] = await Promise.all([store.fact('paired'), store.fact('keys')]);
    if (paired && keys !== undefined) {
      const vault = await page.crypto.openVault(keys, paired);
      const book = new Book(store, paired);
      const outbox = new Outbox(store);
      await Promise.all([book.load(), outbox.load()]);
      this.#live = { paired, vault, http: new RelayHttp(paired.relay, vault), outbox, book };
      this.#know({ hostName: paired.hostName });
      page.marker.write(paired.hostName);
    } else {
      const lost = page.marker.read();
      if (lost !== undefined) {
        this.#know({ hostName: lost, broken: { state: 'lost_keys', since: page.clock.now() } });
      }
    }
    this.#know({ ready: true });
  }

  /** Other keys than before: let go of everything and begin again. */
  async #restart(): Promise<void> {
    this.#leader?.stop();
    this.#leader = undefined;
    this.#live = undefined;
    delete this.#facts.broken;
    delete this.#facts.heard;
    delete this.#facts.missing;
    await this.#begin();
    if (this.#isLeader) await this.#lead();
  }

  async #lead(): Promise<void> {
    if (!this.#live || this.#leader) return;
    const { clock, dial, random, isVisible } = this.#page;
    const { paired, vault, outbox } = this.#live;
    this.#leader = await startLeading({
      ...{ paired, vault, outbox, clock, dial, random, isVisible },
      store: this.store(),
      audience: this.#audience(this.#live),
      linkChanged: (link) => {
        if (link.kind === 'up' && this.#facts.broken?.state === 'unpaired') delete this.#facts.broken;
        this.#know({ link });
        if (link.kind === 'up' && link.caughtUp) this.#do(() => this.#readWhatIsUnknown());
      },
      rejected: (code) => {
        // Right after pairing the relay may not have the new list yet.
        const isNew = clock.now() - paired.at < NEW_MS;
        if (code === 'not_member' && !isNew) this.#know({ broken: { state: 'unpaired', since: clock.now() } });
      },
    });
  }

  /** What could not be stored comes again from the cursor that is. */
  #leadAgain(): void {
    this.#leader?.stop();
    this.#leader = undefined;
    this.#page.clock.after(RELEAD_MS, () => this.#do(() => this.#lead()));
  }

  #audience({ book }: Live): Audience {
    const told = (word: TabWord): void => {
      this.#tabs?.say(word);
      this.#page.changed();
    };
    return {
      read: (entries) => {
        book.append(entries);
        told({ kind: 'read' });
      },
      reread: () => this.#do(() => book.load().then(() => told({ kind: 'reread' }))),
      writing: (event) => {
        applyEphemeral(book.thread, event);
        told({ kind: 'writing', event });
      },
      heard: (heard) => this.#know({ heard }),
      missing: (count) => {
        const { missing } = this.#facts;
        if (count === 0) delete this.#facts.missing;
        else this.#facts.missing = { count, since: missing?.since ?? this.#page.clock.now() };
        if (count !== (missing?.count ?? 0)) this.#know({});
      },
      receipts: () => told({ kind: 'receipts' }),
      failed: () => this.#leadAgain(),
      forged: () => this.#know({ broken: { state: 'identity_changed', since: this.#page.clock.now() } }),
    };
  }

  /** The first page may not reach back to where projects, agents and devices were last told. */
  async #readWhatIsUnknown(): Promise<void> {
    for (let pages = 0; pages < OLDER_PAGES; pages += 1) {
      const { book } = this.live();
      if (!book.hasOlder || book.thread.known.size === 4) return;
      await this.#leader?.syncing.older();
    }
  }

  #hear(word: TabWord): void {
    const { outbox, book } = this.#live ?? {};
    switch (word.kind) {
      case 'joined':
        return this.#know({});
      case 'outbox':
        this.#do(() => this.#sendForOthers());
        return;
      case 'read':
        this.#do(() => Promise.all([book?.follow(), outbox?.load()]));
        return;
      case 'reread':
        this.#do(() => Promise.all([book?.load(), outbox?.load()]));
        return;
      case 'receipts':
        this.#do(() => outbox?.load());
        return;
      case 'paired':
        this.#do(() => this.#restart());
        return;
      case 'writing':
        if (book) applyEphemeral(book.thread, word.event);
        return this.#page.changed();
      case 'older':
        void this.#leader?.syncing.older();
        return;
      case 'nudge':
        return this.#leader?.connection.nudge();
      case 'visible':
        void this.#leader?.syncing.visible(word.visible);
        return;
      case 'facts':
        if (!this.#isLeader) Object.assign(this.#facts, word.facts);
        return this.#page.changed();
    }
  }

  async #sendForOthers(): Promise<void> {
    const { outbox } = this.#live ?? {};
    await outbox?.load();
    for (const row of outbox?.rows ?? []) if (row.state === 'device') this.#leader?.connection.send(row.sealed);
  }

  #pageChanged(): void {
    const wasOnline = this.#facts.online;
    this.#know({ online: this.#page.isOnline() });
    if (this.#page.isVisible() || (!wasOnline && this.#facts.online)) this.retry();
    this.#tellVisible();
  }

  #tellVisible(): void {
    const visible = this.#page.isVisible();
    this.#seenAt = visible ? this.#page.clock.now() : 0;
    if (this.#leader) void this.#leader.syncing.visible(visible);
    else this.#tabs?.say({ kind: 'visible', visible });
  }

  #tick(): void {
    this.#page.clock.after(TICK_MS, () => {
      if (this.#page.isVisible()) {
        this.#page.changed();
        if (this.#page.clock.now() - this.#seenAt > VISIBLE_MS) this.#tellVisible();
      }
      this.#tick();
    });
  }

  #know(facts: Partial<Facts>): void {
    Object.assign(this.#facts, facts);
    const { link, heard, missing, broken } = this.#facts;
    if (this.#isLeader) this.#tabs?.say({ kind: 'facts', facts: { link, heard, missing, broken } });
    this.#page.changed();
  }

  #do(job: () => Promise<unknown> | undefined): void {
    this.#work = this.#work
      .then(() => job())
      .catch((error: unknown) => console.warn('session', error))
      .then(() => this.#page.changed());
  }
}
