// The time, to the second, for whatever is on the screen; no timer runs while nothing reads it.
import { createSubscriber } from 'svelte/reactivity';

const TICK_MS = 1000; // ages are shown in seconds

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, TICK_MS);
  return () => clearInterval(timer);
});

/** The current time; reading it in a component keeps that component up to date. */
export function now(): number {
  subscribe();
  return Date.now();
}
