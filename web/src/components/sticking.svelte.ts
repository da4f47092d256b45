// Keeps a conversation where the reader left it: at its end while they are at its end, else at what they read.
import { untrack } from 'svelte';

const NEAR_PX = 48; // closer than this to the end counts as being there

/** A scrolled region that follows its end, and otherwise never moves what is being read. */
export class Sticking {
  atEnd = $state(true);

  private region: HTMLElement | undefined;
  private lastTop = 0;
  private lastHeight = 0;
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
    const read = (): void => this.look(region);
    // What is opened by hand stays under the hand, also at the end.
    const hold = (event: Event): void => {
      if (event.target instanceof Element && event.target.closest('summary, [aria-expanded]')) this.holdAt(region, event.target);
    };
    region.addEventListener('scroll', read, { passive: true });
    region.addEventListener('click', hold, { capture: true });
    untrack(() => this.toEnd());
    return () => {
      watch.disconnect();
      region.removeEventListener('scroll', read);
      region.removeEventListener('click', hold, { capture: true });
    };
  };

  toEnd(): void {
    this.atEnd = true;
    if (!this.region) return;
    this.region.scrollTop = this.region.scrollHeight;
    this.mark(this.region);
  }

  /** Somebody is led elsewhere: what comes is no longer followed. */
  leaveEnd(): void {
    this.atEnd = false;
  }

  /** The region was scrolled. What came in the same frame may be there already. */
  private look(region: HTMLElement): void {
    this.keepAnchor(region);
    this.atEnd = this.isAtEnd(region);
    this.mark(region);
  }

  /** Something came or went. What was scrolled in the same frame may be heard of only after it. */
  private settle(region: HTMLElement): void {
    this.keepAnchor(region);
    if (this.isAtEnd(region) && this.atEnd) this.toEnd();
  }

  /** Only the reader leaves the end: what grows below is followed. */
  private isAtEnd(region: HTMLElement): boolean {
    const isNear = region.scrollHeight - region.scrollTop - region.clientHeight < NEAR_PX;
    const isResized = region.clientHeight !== this.lastHeight; // which moves what is shown as well
    return isNear || (this.atEnd && (isResized || region.scrollTop >= this.lastTop - 1));
  }

  private holdAt(region: HTMLElement, element: Element): void {
    this.atEnd = false;
    this.anchor = { element, depth: depthIn(region, element) };
  }

  /** Keeps in mind where the reader is: at the end by the last of what is read, elsewhere by the first that is seen. */
  private mark(region: HTMLElement): void {
    const items = [...region.querySelectorAll('[data-keep]')];
    const edge = region.getBoundingClientRect().top;
    const isSeen = ({ height, bottom }: DOMRect): boolean => height > 0 && bottom > edge;
    const element = this.atEnd ? items.at(-1) : items.find((item) => isSeen(item.getBoundingClientRect()));
    this.lastTop = region.scrollTop;
    this.lastHeight = region.clientHeight;
    this.anchor = element && { element, depth: depthIn(region, element) };
  }

  private keepAnchor(region: HTMLElement): void {
    if (!this.anchor?.element.isConnected) return;
    const depth = depthIn(region, this.anchor.element);
    const moved = depth - this.anchor.depth;
    if (Math.abs(moved) < 1) return;
    // What became shorter took the scroll with it where that was at its end.
    const isCut = region.scrollTop >= region.scrollHeight - region.clientHeight - 1;
    const before = isCut ? Math.max(this.lastTop, region.scrollTop) : region.scrollTop;
    region.scrollTop = before + moved;
    this.lastTop += region.scrollTop - before;
    this.anchor.depth = depth;
  }
}

function depthIn(region: HTMLElement, element: Element): number {
  return element.getBoundingClientRect().top + region.scrollTop;
}
