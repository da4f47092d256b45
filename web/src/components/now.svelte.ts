// The time, to the second, for whatever is on the screen; no timer runs while nothing reads it.
import { createSubscriber } from 'svelte/reactivity';

const TICK_MS = 1000; // ages are shown in seconds

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, TICK_MS);
  return () => clearInterval(timer);
});

let hostAheadMs = 0;

/** How far the host's clock is ahead of this device's, as last measured. */
export function setHostAhead(ms: number): void {
  hostAheadMs = ms;
}

/** The current time by the host's clock, for whatever the host has dated. */
export function hostNow(): number {
  return now() + hostAheadMs;
}

/** The current time; reading it in a component keeps that component up to date. */
export function now(): number {
  subscribe();
  return Date.now();
}
