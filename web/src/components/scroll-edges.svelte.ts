// Knows at which edges of what scrolls something lies hidden: scrollbars do not show on a phone.

const LEAST_PX = 16; // less than a line: nothing to read lies in it

export class ScrollEdges {
  above = $state(false);
  below = $state(false);
  #scroller: HTMLElement | undefined;

  /** Attach to what scrolls. */
  readonly follow = (scroller: HTMLElement): (() => void) => {
    this.#scroller = scroller;
    const look = (): void => {
      const { scrollTop, scrollHeight, clientHeight } = scroller;
      this.above = scrollTop > LEAST_PX;
      this.below = scrollHeight - clientHeight - scrollTop > LEAST_PX;
    };
    const sizes = new ResizeObserver(look);
    const watch = (): void => [scroller, ...scroller.children].forEach((each) => sizes.observe(each));
    const children = new MutationObserver(watch);
    children.observe(scroller, { childList: true });
    watch();
    scroller.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      children.disconnect();
      scroller.removeEventListener('scroll', look);
    };
  };

  /** Go on by what can be seen at once, but for a line or two; the focus goes along, so that keys go on from there. */
  readonly goOn = (): void => {
    this.#scroller?.scrollBy({ top: this.#scroller.clientHeight * 0.8 });
    this.#scroller?.focus({ preventScroll: true });
  };
}
