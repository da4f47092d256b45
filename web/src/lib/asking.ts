// Asks the host, and knows which of its answers somebody waits for.
import type { Line } from './audience';
import type { Clock } from './ports';
import type { Vault } from './vault';
import type { AnyRequest } from './wire';

const REQUEST_LIFE_MS = 60_000;
const OLDER_LIMIT = 200;
const OLDER_TIMEOUT_MS = 10_000; // the host may be asleep; the reader is told by the connection's words

/** What a page is for: to read further back, or to close a gap. */
export type PageKind = 'older' | 'fill';

/** One device's questions to its host. */
export class Asking {
  readonly #vault: Pick<Vault, 'sealRequest'>;
  readonly #line: Pick<Line, 'send'>;
  readonly #clock: Clock;
  readonly #pages = new Map<string, { kind: PageKind; until: number }>();
  readonly #waits = new Set<(came: boolean) => void>();

  constructor(vault: Pick<Vault, 'sealRequest'>, line: Pick<Line, 'send'>, clock: Clock) {
    this.#vault = vault;
    this.#line = line;
    this.#clock = clock;
  }

  /** Seal and send a request; whether it was handed to the line. */
  async ask(request: AnyRequest, page?: PageKind): Promise<boolean> {
    const now = this.#clock.now();
    const until = now + REQUEST_LIFE_MS;
    const { id, bytes } = await this.#vault.sealRequest(request, until);
    for (const [old, asked] of this.#pages) if (asked.until <= now) this.#pages.delete(old);
    if (page) this.#pages.set(id, { kind: page, until });
    return this.#line.send(bytes);
  }

  /** Ask for the records before `seq`; whether some came, or false when they will not come now. */
  async older(seq: number): Promise<boolean> {
    let end: (came: boolean) => void = () => undefined;
    // Waits before it asks: the answer may be here before the asking is done.
    const answer = new Promise<boolean>((resolve) => (end = resolve));
    this.#waits.add(end);
    const takeBack = this.#clock.after(OLDER_TIMEOUT_MS, () => end(false));
    try {
      const isAsked = await this.ask({ type: 'page.request', before: seq, limit: OLDER_LIMIT }, 'older');
      return isAsked && (await answer);
    } finally {
      takeBack();
      this.#waits.delete(end);
    }
  }

  /** What the page that answers this request is for; undefined when it was not asked for, or came before. */
  answered(request: string): PageKind | undefined {
    const asked = this.#pages.get(request);
    this.#pages.delete(request);
    return asked?.kind;
  }

  /** The host answered with what is older; whether there was something to keep. */
  olderCame(some: boolean): void {
    for (const end of this.#waits) end(some);
  }

  /** The line broke: nobody waits any more. An answer that comes over the next line still counts. */
  stop(): void {
    this.olderCame(false);
  }
}
