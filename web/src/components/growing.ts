// Keeps what is in the middle of the screen there while the parts of a file grow or shrink.
import { tick } from 'svelte';

/** Change the size of parts; what was in the middle of the region that scrolls them is there afterwards, too. */
export async function growInPlace(parts: HTMLElement, change: () => void): Promise<void> {
  const region = parts.closest('[data-scrolls]');
  if (!region) return change();
  const box = region.getBoundingClientRect();
  const middle = box.top + box.height / 2;
  const part = [...parts.children].find((each) => each.getBoundingClientRect().bottom > middle) ?? parts;
  const before = part.getBoundingClientRect();
  const deep = (middle - before.top) / before.height;
  const across = (parts.scrollLeft + parts.clientWidth / 2) / parts.scrollWidth;
  change();
  await tick();
  const after = part.getBoundingClientRect();
  // What begins below the middle, as the first page does at first, stays where it begins.
  region.scrollTop += deep < 0 ? after.top - before.top : after.top + deep * after.height - middle;
  parts.scrollLeft = across * parts.scrollWidth - parts.clientWidth / 2;
}
