// What marks texts up: loaded for the first that is drawn, and at hand for all after it.
type Part = typeof import('./MarkedUp.svelte');

let loaded: Part | undefined;

/** The part itself where it is here: what waits for a promise is drawn twice. */
export function loadMarkedUp(): Part | Promise<Part> {
  return loaded ?? import('./MarkedUp.svelte').then((part) => (loaded = part));
}
