// The columns of the app and what can be stopped at in them, as the page has them now.

/** What stands one below the other in a pane: `entry` is a task or message, the others are parts of a change. */
export type Stop = 'entry' | 'file' | 'line' | 'change' | 'comment' | 'later';

/** The pane that an element is in. */
export function paneOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>('[data-pane]') ?? null;
}

/** The pane of a name, where it can be seen. */
export function paneNamed(name: string): HTMLElement | undefined {
  return shownPanes().find(({ dataset }) => dataset['pane'] === name);
}

/** The panes that can be seen, in their order. */
export function shownPanes(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.checkVisibility({ visibilityProperty: true }));
}

/** Put the focus into a pane: where it was there last, else where one begins to read. */
export function enter(pane: HTMLElement, last?: HTMLElement): void {
  const newest = pane.dataset['pane'] === 'thread' ? stopsIn(pane).at(-1) : undefined;
  const begin = newest ?? pane.querySelector<HTMLElement>('[data-enter]') ?? stopsIn(pane)[0] ?? pane;
  focusOn(last && pane.contains(last) && last.checkVisibility() ? last : begin);
}

/** The last of the stops of a pane that are in sight. */
export function stopSeen(pane: HTMLElement): HTMLElement | undefined {
  const { top, bottom } = pane.getBoundingClientRect();
  return stopsIn(pane).findLast((stop) => {
    const place = stop.getBoundingClientRect();
    return place.top < bottom && place.bottom > top;
  });
}

/** The stop before or behind an element in its pane, of some kinds or of any. */
export function stopFrom(element: Element, by: 1 | -1, kinds?: readonly Stop[]): HTMLElement | undefined {
  const pane = paneOf(element);
  if (!pane) return undefined;
  const here = element.closest('[data-stop]') ?? element;
  const stops = stopsIn(pane, kinds);
  const at = stops.findIndex((stop) => stop === here);
  if (at >= 0) return stops[at + by];
  const wanted = by > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const beyond = stops.filter((stop) => here.compareDocumentPosition(stop) & wanted && !stop.contains(here));
  return by > 0 ? beyond[0] : beyond.at(-1);
}

/** Where one is who leaves a field: what it belongs to, or what stands before it; nothing where messages are written. */
export function outOf(field: Element): HTMLElement | undefined {
  const pane = paneOf(field);
  if (!pane || pane.dataset['pane'] === 'composer') return undefined;
  return field.closest<HTMLElement>('[data-stop], [data-answers]') ?? stopFrom(field, -1) ?? pane.querySelector<HTMLElement>('[data-enter]') ?? undefined;
}

/** Put the focus on an element and show it: what stands over the edges of a pane keeps off by its scroll margin. */
export function focusOn(element: HTMLElement): void {
  element.focus({ preventScroll: true });
  const file = element.dataset['stop'] === 'file' ? element.closest('[data-file]') : null;
  if (file) file.scrollIntoView({ block: 'start' });
  else element.scrollIntoView({ block: 'nearest' });
}

function stopsIn(pane: HTMLElement, kinds?: readonly Stop[]): HTMLElement[] {
  const wanted = kinds?.map((kind) => `[data-stop='${kind}']`).join() ?? '[data-stop]';
  return [...pane.querySelectorAll<HTMLElement>(wanted)];
}
