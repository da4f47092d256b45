// The app's one session: what is kept, what is shown, and the line to the relay, put together.
import type { Folding } from './book';
import { wantsPasskey } from './demand';
import { writing } from './disk';
import { Known } from './known';
import { Lead } from './lead';
import { readLive, type Live } from './live';
import { Looking } from './looking';
import type { OutboxRow } from './outbox-row';
import type { Page } from './page';
import { PairingFlow } from './pairing';
import { forgetParcels } from './parcel-place';
import type { Parcels } from './parcels';
import { emptyView, toView } from './presenting';
import type { Store } from './store';
import type { Tabs, TabWord } from './tabs';
import { applyEphemeral } from './tasks';
import type { Pairing, SendOptions, View } from './view';
import type { HostRequest, Told } from './audience';
import { withTold, type ToldView } from './told';
import type { AnyCommand } from './wire';

const STORE_PATIENCE_MS = 10_000; // some browsers neither open a database nor say that they will not

/** A command before it is made: what it says, without its moment. */
export type Intent = Unmade<AnyCommand>;
type Unmade<C> = C extends AnyCommand ? Omit<C, 'made_at' | 'offset_ms'> : never;

/** The app between the store and the screens. */
export class Session {
  readonly #page: Page;
  readonly #known: Known;
  readonly #looking: Looking;
  #opening: Promise<Store> | undefined;
  #store: Store | undefined;
  #tabs: Tabs | undefined;
  #live: Live | undefined;
  #isLeader = false;
  #folding: Folding | undefined;
  #told: ToldView = {};
  #parcels: Promise<Parcels> | undefined;
  #parcelsOpen: Parcels | undefined;
  readonly #lead: Lead;
  /** Changes of what is held, one after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(page: Page) {
    this.#page = page;
    this.#known = new Known(page.clock, page.isOnline(), () => this.#shareKnown());
    this.#looking = new Looking(page, (visible) => this.#tellVisible(visible));
    this.#lead = new Lead({
      page,
      known: this.#known,
      store: () => this.store(),
      live: () => this.#live,
      told: (word, afterMs) => {
        if (this.#live) this.#checkListed(this.#live);
        if (word.kind === 'told') this.#hearAnswer(word.answer);
        this.#tabs?.say(word);
        page.changed(afterMs);
      },
      queue: (job) => this.#do(job),
      queued: () => this.#work,
      unpaired: () => this.#unpaired(),
    });
  }

  /** What to show now. */
  view(): View {
    const unprotected = !this.#page.isSecure;
    const { ready } = this.#known;
    const hostName = this.#live?.book.thread.hostName || this.#known.hostName;
    const connection = this.#known.connection(hostName, this.#live?.outbox.unsent ?? 0);
    if (!this.#live) return { ...emptyView(connection, unprotected), ready, hostName, ...(this.#folding ? { folding: this.#folding } : {}) };
    const { book, outbox } = this.#live;
    const around = { ready, unprotected, connection, paired: true, hasOlder: book.hasOlder, stretch: book.stretch, outbox: outbox.rows, parcels: this.#parcelsOpen?.views() ?? [] };
    return { ...toView(book.thread, around), ...this.#told };
  }

  /** Show what is kept, then look at the network. */
  async open(): Promise<void> {
    const page = this.#page;
    const takeBack = page.clock.after(STORE_PATIENCE_MS, () => this.#known.breaks('no_storage'));
    try {
      await this.opened();
    } catch (error) {
      console.warn('storage', error);
      return this.#known.breaks('no_storage');
    } finally {
      takeBack();
    }
    this.#known.mends('no_storage');
    await this.#begin();
    this.#tabs = page.joinTabs(
      (word) => this.#hear(word),
      () => {
        this.#isLeader = true;
        this.#do(() => this.#lead.start());
        this.#parcelsOpen?.work();
      },
    );
    if (!this.#isLeader) this.#tabs.say({ kind: 'joined' });
    page.watch(() => this.#pageChanged());
    this.#looking.start();
  }

  /** Read a pairing link; nothing begins. */
  readInvitation(link: string): Pairing {
    const { crypto, dial, clock, random, origin } = this.#page;
    return new PairingFlow({
      ...{ crypto, dial, clock, random, origin },
      invited: crypto.readInvitation(link),
      openStore: () => this.opened(),
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
    if (this.#lead.leader) await this.#lead.leader.syncing.older();
    else this.#tabs?.say({ kind: 'older' });
  }

  /** Move what is read, as `Book.show` does; where the device holds nothing older, the host is asked for it. */
  async show(where: 'older' | 'newer' | 'newest', last?: string): Promise<void> {
    const { book } = this.live();
    if (where === 'older' && book.stretch.from === book.thread.items.first) {
      await this.loadOlder();
      await this.#work;
    }
    await book.show(where, last);
  }

  /** Move what is read to an item; false where it is not on this device. */
  showItem(id: string): Promise<boolean> {
    return this.live().book.showItem(id);
  }

  goAlong(follows: boolean): void {
    this.#live?.book.goAlong(follows);
    this.#page.changed();
  }

  /** Have a task in the view, and those that build on it; false where it is not on this device. */
  async lookAt(taskId: string): Promise<boolean> {
    const isHere = await this.live().book.lookAt(taskId);
    this.#page.changed();
    return isHere;
  }

  /** Ask the host for what only it can say; the answer comes into the view, or never while the host is away. */
  ask(request: HostRequest): void {
    if (this.#lead.leader) void this.#lead.leader.syncing.ask(request);
    else this.#tabs?.say({ kind: 'ask', request });
  }

  /** Try now: the line, or the storage where nothing could be read from it. */
  retry(): void {
    if (this.#known.broken === 'no_storage') void this.open();
    else if (this.#known.broken === 'lost_keys') this.#do(() => this.#restart());
    else if (this.#lead.leader) this.#lead.leader.connection.nudge();
    else this.#tabs?.say({ kind: 'nudge' });
  }

  /** Send a message: at once, or as soon as the files that were attached are at the relay. */
  async send(text: string, options: SendOptions): Promise<void> {
    if (this.#parcelsOpen?.hasDraft) await this.#parcelsOpen.send(text, options);
    else await this.command({ type: 'message.send', text, ...options });
  }

  /** The messages with files that are not sent yet; what sends them is loaded now. */
  parcels(): Promise<Parcels> {
    this.#parcels ??= this.#openParcels().catch((error: unknown) => {
      this.#parcels = undefined;
      throw error;
    });
    return this.#parcels;
  }

  /** Delete all that this device keeps, its keys as well. */
  async wipe(): Promise<void> {
    this.#lead.stop();
    this.#closeParcels();
    await Promise.all([this.store().clear(), forgetParcels()]);
    this.#page.marker.clear();
    this.#tabs?.say({ kind: 'paired' });
    await this.#restart();
  }

  /** Resolves when everything begun until now is stored and shown. */
  async settled(): Promise<void> {
    await this.#work;
    await this.#lead.leader?.syncing.settled();
    await this.#work;
  }

  close(): void {
    this.#lead.stop();
    this.#closeParcels();
    this.#tabs?.close();
    this.#store?.close();
  }

  /** The store, as soon as it is open. */
  async opened(): Promise<Store> {
    this.#opening ??= this.#page.openStore();
    try {
      this.#store = await this.#opening;
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
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

  /**
   * Keep a command and send it when there is a line; on disk when this returns. Where the host wants a passkey for it, or
   * `byPasskey` asks for one, it is held until one vouches.
   */
  async command(intent: Intent, id?: string, { byPasskey = false } = {}): Promise<void> {
    const { book, outbox, vault } = this.live();
    const command = await this.dated(intent);
    if (byPasskey || wantsPasskey(book.thread, intent)) {
      await writing(outbox.hold(command, id ?? vault.newId()));
      this.#tabs?.say({ kind: 'receipts' });
      return this.#page.changed();
    }
    this.#hurry(await writing(outbox.add(command, vault, id)));
  }

  /** A command that a person wants now. */
  async dated<I extends Intent>(intent: I): Promise<I & { made_at: number; offset_ms: number }> {
    const offset = (await this.store().fact('offset')) ?? 0;
    return { ...intent, made_at: this.#page.clock.now(), offset_ms: offset };
  }

  /** Send a held command: what vouches for it by passkey, or the command itself where none is demanded any more. */
  async sendHeld(id: string, intent: Intent): Promise<void> {
    const { outbox, vault } = this.live();
    const row = await outbox.release(id, await this.dated(intent), vault);
    if (row) this.#hurry(row);
  }

  /** Let go of a held command. */
  async dropHeld(id: string): Promise<void> {
    await this.live().outbox.drop(id);
    this.#tabs?.say({ kind: 'receipts' });
    this.#page.changed();
  }

  /** Show what was kept, and send it as soon as it can be. */
  #hurry(row: OutboxRow): void {
    this.#page.changed();
    if (!this.#lead.leader?.connection.send(row.sealed)) this.#page.sendLater();
    if (!this.#lead.leader) this.#tabs?.say({ kind: 'outbox' });
  }

  async #openParcels(): Promise<Parcels> {
    const { paired, vault, http } = this.live();
    const { clock, random, changed } = this.#page;
    const [{ Parcels }, { ParcelStore }, { thumbnailOf }] = await Promise.all([import('./parcels'), import('./parcel-store'), import('./thumbnail')]);
    const parcels = await Parcels.open({
      thumbnailOf,
      ...{ host: paired.host, vault, clock, random, store: await ParcelStore.open(paired.host) },
      putChunk: (blob, index, sealed, hash) => http.putChunk(blob, index, sealed, hash),
      leads: () => this.#isLeader,
      post: (id, text, options, attachments) => this.command({ type: 'message.send', text, ...options, attachments }, id),
      changed: (told) => {
        if (told) this.#tabs?.say({ kind: 'parcels' });
        changed();
      },
    });
    this.#parcelsOpen = parcels;
    changed();
    return parcels;
  }

  #closeParcels(): void {
    this.#parcelsOpen?.close();
    this.#parcelsOpen = this.#parcels = undefined;
  }

  /** Read what is kept and show it. */
  async #begin(): Promise<void> {
    const { marker } = this.#page;
    const live = await readLive(this.store(), this.#page, (how) => this.#isFolding(how));
    const lost = live ? undefined : marker.read();
    this.#live = live;
    if (live) {
      marker.write(live.paired.hostName);
      const { hostName, relay } = live.paired;
      this.#known.learn({ hostName, relayServesApp: relay.startsWith(`${this.#page.origin}/`), ready: true });
      this.#checkListed(live);
    } else if (lost !== undefined) {
      this.#known.learn({ hostName: lost });
      this.#known.breaks('lost_keys');
    }
    this.#known.learn({ ready: true });
  }

  #isFolding(how: Folding): void {
    this.#folding = how.done < how.of ? how : undefined;
    this.#page.changed();
  }

  /** Other keys than before: let go of everything and begin again. */
  async #restart(): Promise<void> {
    this.#lead.stop();
    this.#closeParcels();
    this.#live = undefined;
    this.#told = {};
    this.#known.forget();
    await this.#begin();
    if (this.#isLeader) await this.#lead.start();
  }

  #checkListed({ book }: Live): void {
    if (book.thread.isListed === false) this.#unpaired();
  }

  /** The host let go of this device. If a person asked for that here, nothing is kept. */
  #unpaired(): void {
    if (this.#known.broken === 'unpaired') return;
    this.#known.breaks('unpaired');
    this.#do(async () => {
      if (!(await this.store().fact('leaving'))) return;
      await this.wipe();
      this.#known.breaks('unpaired');
    });
  }

  #hear(word: TabWord): void {
    const { outbox, book } = this.#live ?? {};
    switch (word.kind) {
      case 'joined':
        return this.#shareKnown();
      case 'outbox':
        return this.#do(() => this.#sendForOthers());
      case 'read':
        return this.#do(() => Promise.all([book?.follow(), outbox?.load()]));
      case 'receipts':
        return this.#do(() => outbox?.load());
      case 'parcels':
        return this.#do(() => this.parcels().then((parcels) => parcels.load()));
      case 'paired':
        return this.#do(() => this.#restart());
      case 'writing':
        if (book) applyEphemeral(book.thread, word.event);
        return this.#page.changed();
      case 'older':
        void this.#lead.leader?.syncing.older();
        return;
      case 'ask':
        void this.#lead.leader?.syncing.ask(word.request);
        return;
      case 'told':
        this.#hearAnswer(word.answer);
        return this.#page.changed();
      case 'nudge':
        return this.#lead.leader?.connection.nudge();
      case 'visible':
        void this.#lead.leader?.syncing.visible(word.visible);
        return;
      case 'facts':
        if (!this.#isLeader) this.#known.follow(word.facts);
        return this.#page.changed();
    }
  }

  async #sendForOthers(): Promise<void> {
    const { outbox } = this.#live ?? {};
    await outbox?.load();
    for (const row of outbox?.rows ?? []) if (row.state === 'device') this.#lead.leader?.connection.send(row.sealed);
  }

  #pageChanged(): void {
    const wasOnline = this.#known.online;
    this.#known.seesNetwork(this.#page.isOnline());
    if (this.#page.isVisible() || (!wasOnline && this.#known.online)) this.retry();
    this.#parcelsOpen?.nudge();
    this.#looking.tell();
  }

  #tellVisible(visible: boolean): void {
    if (this.#lead.leader) void this.#lead.leader.syncing.visible(visible);
    else this.#tabs?.say({ kind: 'visible', visible });
  }

  #hearAnswer(answer: Told): void {
    this.#told = withTold(this.#told, answer);
  }

  #shareKnown(): void {
    if (this.#isLeader) this.#tabs?.say({ kind: 'facts', facts: this.#known.shared });
    this.#page.changed();
  }

  #do(job: () => Promise<unknown> | undefined): void {
    this.#work = this.#work
      .then(() => job())
      .catch((error: unknown) => console.warn('session', error))
      .then(() => this.#page.changed());
  }
}
