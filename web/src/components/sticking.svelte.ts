// Keeps a conversation where the reader left it: at its end while they are at its end, else at what they read.

const NEAR_PX = 48; // closer than this to the end counts as being there

/** A scrolled region that follows its end, and otherwise never moves what is being read. */
export class Sticking {
  atEnd = $state(true);

  private region: HTMLElement | undefined;
  private lastTop = 0;
  /** What stays where it is seen. Scrolling does not change its depth, only what comes or goes above it does. */
  private anchor: { element: Element; depth: number } | undefined;

  /** To be attached to the region; within its first element child is what is read, marked `data-keep`. */
  readonly attach = (region: HTMLElement): (() => void) => {
    const list = region.firstElementChild;
    if (!list) return () => undefined;
    this.region = region;
    const watch = new ResizeObserver(() => this.settle(region));
    watch.observe(list);
    watch.observe(region);
    const read = (): void => this.look(region, list);
    // What is opened by hand stays under the hand, also at the end.
    const hold = (event: Event): void => {
      if (event.target instanceof Element && event.target.closest('summary, [aria-expanded]')) this.holdAt(region, event.target);
    };
    region.addEventListener('scroll', read, { passive: true });
    region.addEventListener('click', hold, { capture: true });
    this.toEnd();
    return () => {
      watch.disconnect();
      region.removeEventListener('scroll', read);
      region.removeEventListener('click', hold, { capture: true });
    };
  };

  toEnd(): void {
    this.atEnd = true;
    this.anchor = undefined;
    if (this.region) this.region.scrollTop = this.region.scrollHeight;
  }

  /** Somebody is led elsewhere: what comes is no longer followed. */
  leaveEnd(): void {
    this.atEnd = false;
  }

  private look(region: HTMLElement, list: Element): void {
    this.keepAnchor(region); // or what has come above it would be taken for what is read
    // Only the reader leaves the end: what grows below is followed.
    const leaves = region.scrollTop < this.lastTop - 1;
    this.lastTop = region.scrollTop;
    const near = region.scrollHeight - region.scrollTop - region.clientHeight < NEAR_PX;
    this.atEnd = near || (this.atEnd && !leaves);
    if (this.atEnd) {
      this.anchor = undefined;
      return;
    }
    const edge = region.getBoundingClientRect().top;
    for (const element of list.querySelectorAll('[data-keep]')) {
      const box = element.getBoundingClientRect();
      if (box.height > 0 && box.bottom > edge) {
        this.anchor = { element, depth: depthIn(region, element) };
        return;
      }
    }
  }

  private holdAt(region: HTMLElement, element: Element): void {
    this.atEnd = false;
    this.anchor = { element, depth: depthIn(region, element) };
  }

  private settle(region: HTMLElement): void {
    if (this.atEnd) region.scrollTop = region.scrollHeight;
    else this.keepAnchor(region);
  }

  private keepAnchor(region: HTMLElement): void {
    if (!this.anchor?.element.isConnected) return;
    const depth = depthIn(region, this.anchor.element);
    const moved = depth - this.anchor.depth;
    if (Math.abs(moved) < 1) return;
    region.scrollTop += moved;
    this.anchor.depth = depth;
  }
}

function depthIn(region: HTMLElement, element: Element): number {
  return element.getBoundingClientRect().top + region.scrollTop;
}
