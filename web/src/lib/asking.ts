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
  readonly #pages = new Map<string, PageKind>();
  readonly #waits = new Set<() => void>();

  constructor(vault: Pick<Vault, 'sealRequest'>, line: Pick<Line, 'send'>, clock: Clock) {
    this.#vault = vault;
    this.#line = line;
    this.#clock = clock;
  }

  /** Seal and send a request; whether it was handed to the line. */
  async ask(request: AnyRequest, page?: PageKind): Promise<boolean> {
    const { id, bytes } = await this.#vault.sealRequest(request, this.#clock.now() + REQUEST_LIFE_MS);
    if (page) this.#pages.set(id, page);
    return this.#line.send(bytes);
  }

  /** Ask for the records before `seq`; resolves when they came, or will not come now. */
  async older(seq: number): Promise<void> {
    if (!(await this.ask({ type: 'page.request', before: seq, limit: OLDER_LIMIT }, 'older'))) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#waits.delete(done);
        takeBack();
        resolve();
      };
      const takeBack = this.#clock.after(OLDER_TIMEOUT_MS, done);
      this.#waits.add(done);
    });
  }

  /** What the page that answers this request is for; undefined when it was not asked for, or came before. */
  answered(request: string): PageKind | undefined {
    const kind = this.#pages.get(request);
    this.#pages.delete(request);
    return kind;
  }

  /** Older records came. */
  olderCame(): void {
    for (const done of [...this.#waits]) done();
  }

  /** The line broke: no answer comes any more. */
  stop(): void {
    this.#pages.clear();
    this.olderCame();
  }
}
