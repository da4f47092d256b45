// How much of a long list is drawn beyond what is seen of it.

/** How many px are drawn before they are scrolled to: a step takes some frames. */
export const AHEAD = 1_000;
const FAR = 4 * AHEAD; // px from what is seen: what lies beyond is let go, and drawn anew when it comes near

/** The id of the last item on one side that is not far; the entries of the region stop the keys, and their ids begin with `item-`. */
export function lastWanted(side: 'above' | 'below', region: HTMLElement): string | undefined {
  const { top, bottom } = region.getBoundingClientRect();
  const items = [...region.querySelectorAll("[data-stop='entry']")];
  const last =
    side === 'below'
      ? items.findLast((item) => item.getBoundingClientRect().top < bottom + FAR)
      : items.find((item) => item.getBoundingClientRect().bottom > top - FAR);
  return last?.id.slice('item-'.length);
}
