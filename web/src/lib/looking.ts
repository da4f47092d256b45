// Whether somebody looks: says it again while they do, and keeps the ages on the screen going.
import type { Page } from './page';

const TICK_MS = 1_000; // ages on the connection line
const VISIBLE_MS = 20_000; // the host counts one word as 30 s of looking

/** A page's watch over its own visibility. */
export class Looking {
  readonly #page: Pick<Page, 'clock' | 'isVisible' | 'changed'>;
  readonly #tell: (visible: boolean) => void;
  #toldAt = 0;

  /** `tell` passes on that somebody looks, or no longer does. */
  constructor(page: Pick<Page, 'clock' | 'isVisible' | 'changed'>, tell: (visible: boolean) => void) {
    this.#page = page;
    this.#tell = tell;
  }

  /** Begin, and go on as long as the page is there. */
  start(): void {
    const { clock, isVisible, changed } = this.#page;
    clock.after(TICK_MS, () => {
      if (isVisible()) {
        changed();
        if (clock.now() - this.#toldAt > VISIBLE_MS) this.tell();
      }
      this.start();
    });
  }

  /** Say now how it is. */
  tell(): void {
    const { clock, isVisible } = this.#page;
    const visible = isVisible();
    this.#toldAt = visible ? clock.now() : 0;
    this.#tell(visible);
  }
}
