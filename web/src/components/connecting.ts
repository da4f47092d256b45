// How each state of the connection looks.
import type { ConnectionState } from '../lib/view';
import type { Tone } from './states';

const TONES = {
  starting: 'quiet',
  offline: 'warn',
  connecting: 'quiet',
  no_relay: 'warn',
  awake: 'good',
  asleep: 'quiet',
  stopped: 'warn',
  unreachable: 'warn',
  held_back: 'bad',
  identity_changed: 'bad',
  unpaired: 'bad',
  lost_keys: 'bad',
  no_storage: 'bad',
  full: 'bad',
} satisfies Record<ConnectionState, Tone>;

/** The tone of a connection state. */
export function toneOf(state: ConnectionState): Tone {
  return TONES[state];
}

/** Whether what is sent now leaves this device at once. */
export function isReachable(state: ConnectionState): boolean {
  return state === 'awake' || state === 'asleep' || state === 'stopped' || state === 'unreachable' || state === 'held_back';
}

/** Whether the computer answers now what it is asked. */
export function isAwake(state: ConnectionState): boolean {
  return state === 'awake' || state === 'held_back';
}

/** Whether the state is a danger and not a nuisance. */
export function isGrave(state: ConnectionState): boolean {
  return TONES[state] === 'bad';
}

/** Whether nothing newer can have come: what runs is shown as it was last heard of, and no age goes on counting. */
export function isSilent(state: ConnectionState): boolean {
  return state !== 'awake' && state !== 'connecting' && state !== 'held_back' && state !== 'starting';
}

/** Whether only pairing again leads on. */
export function needsPairing(state: ConnectionState): boolean {
  return state === 'unpaired' || state === 'lost_keys' || state === 'identity_changed';
}
