// This tab's time as the one that leads: begins, begins again after a failure, and tells what comes.
import type { Audience } from './audience';
import { isFull } from './disk';
import type { Known } from './known';
import { startLeading, type Leader } from './leading';
import type { Live } from './live';
import type { Page } from './page';
import type { Store } from './store';
import type { TabWord } from './tabs';
import { applyEphemeral } from './tasks';

const OLDER_PAGES = 5; // read unasked, until projects, agents and devices are known
const NEW_MS = 20_000; // within this the relay has heard of a new device
const RELEAD_MS = 5_000; // a full disk does not empty at once
const CATCHING_UP_MS = 2_000; // how often it is drawn meanwhile: drawing holds up what comes

/** What leading needs of the session. */
export interface LeadParts {
  page: Page;
  known: Known;
  store(): Store;
  live(): Live | undefined;
  /** Something was stored or written: the other tabs hear it, the screens show it at once or after so long. */
  told(word: TabWord, afterMs?: number): void;
  /** One after the other with everything that changes what is held. */
  queue(job: () => Promise<unknown>): void;
  /** Resolves when what is queued now is done. */
  queued(): Promise<void>;
  /** The relay says that this device is on no list. */
  unpaired(): void;
}

/** The line and the sync, as long as there is a pairing. */
export class Lead {
  readonly #parts: LeadParts;
  #leader: Leader | undefined;
  #caughtUp = false;

  constructor(parts: LeadParts) {
    this.#parts = parts;
  }

  get leader(): Leader | undefined {
    return this.#leader;
  }

  /** Dial and keep at it, unless that is so already. */
  async start(): Promise<void> {
    const live = this.#parts.live();
    if (!live || this.#leader) return;
    const { page, known, store, unpaired } = this.#parts;
    const { clock, dial, random, isVisible } = page;
    const { paired, vault, outbox, book } = live;
    let wasIn = false;
    let wasOther = false; // what answered was another host, which is over once the right one answers
    await book.load(); // the tab that led before may have stored what it did not fold
    this.#leader = await startLeading({
      ...{ paired, vault, outbox, clock, dial, random, isVisible },
      store: store(),
      audience: this.#audience(live),
      linkChanged: (link) => {
        wasIn ||= link.kind === 'up';
        const caughtUp = link.kind === 'up' && link.caughtUp;
        this.#caughtUp = caughtUp;
        if (link.kind === 'up' && book.thread.isListed !== false) known.mends('unpaired');
        if (link.kind === 'up' && wasOther) known.mends('identity_changed');
        if (caughtUp) known.mends('full');
        known.learn({ link });
        if (caughtUp) this.#readWhatIsUnknown().catch((error: unknown) => console.warn('older', error));
      },
      rejected: (code) => {
        wasOther ||= code === 'other_host';
        if (code === 'other_host') known.breaks('identity_changed');
        // Right after pairing the relay may not have the new list yet.
        if (code === 'not_member' && (wasIn || clock.now() - paired.at >= NEW_MS)) unpaired();
      },
    });
  }

  stop(): void {
    this.#leader?.stop();
    this.#leader = undefined;
  }

  #audience({ book }: Live): Audience {
    const { page, known, told, queue } = this.#parts;
    return {
      read: async (entries) => {
        await book.append(entries);
        told({ kind: 'read' }, this.#caughtUp ? 0 : CATCHING_UP_MS);
      },
      reread: () => queue(() => book.refold().then(() => told({ kind: 'read' }))),
      writing: (event) => {
        applyEphemeral(book.thread, event);
        told({ kind: 'writing', event });
      },
      heard: (heard) => known.learn({ heard }),
      measured: (offsetMs) => known.learn({ offsetMs }),
      told: (answer) => told({ kind: 'told', answer }),
      missing: (count) => known.misses(count),
      receipts: () => told({ kind: 'receipts' }),
      failed: (error) => {
        if (isFull(error)) known.breaks('full');
        // What could not be stored comes again from the cursor that is.
        this.stop();
        page.clock.after(RELEAD_MS, () => queue(() => this.start()));
      },
      forged: () => known.breaks('identity_changed'),
    };
  }

  /**
   * The first page may not reach back to where projects, agents and devices were last told.
   * Not in the queue: what a person does must never wait until the host answers.
   */
  async #readWhatIsUnknown(): Promise<void> {
    for (let pages = 0; pages < OLDER_PAGES; pages += 1) {
      await this.#parts.queued();
      const book = this.#parts.live()?.book;
      if (!book?.hasOlder || book.thread.known.size === 4) return;
      if (!(await this.#leader?.syncing.older())) return;
    }
  }
}
