// What can honestly be said of the host and the way to it: pure, from what was heard and when.
import { clockWords, countWords, spanWords } from './time';
import type { ConnectionState, ConnectionView } from './view';
import type { Heartbeat } from './wire';

/** A heartbeat is sent every 30 s; three missed ones are silence. */
export const AWAKE_MS = 90_000;
/** Records in flight arrive within this; later ones are held back. */
const HELD_BACK_MS = 8_000;
/** A single failed dial is everyday; words come with the second. */
const FAILURES_BEFORE_WORDS = 2;

/** A verified heartbeat and when, by this device's clock, the host sent it. */
export interface Heard {
  beat: Heartbeat;
  at: number;
}

/** Whether `given` may replace `held`: older counters and older boots are replays. */
export function isNewer(held: Heartbeat | undefined, given: Heartbeat): boolean {
  if (!held) return true;
  if (held.boot === given.boot) return given.counter > held.counter;
  return given.at > held.at;
}

/** When the host sent a heartbeat, by this device's clock; the later of two clocks' words is not believed. */
export function heardAt(
  beat: Heartbeat,
  now: number,
  relay: { receivedAt?: number; now?: number },
  offsetMs: number | undefined,
): number {
  const byRelay = relay.receivedAt !== undefined && relay.now !== undefined ? now - (relay.now - relay.receivedAt) : now;
  const byHost = offsetMs === undefined ? now : beat.at - offsetMs;
  return Math.min(now, byRelay, byHost);
}

/** How the way to the relay stands. */
export type LinkState =
  | { kind: 'down'; since: number; failures: number }
  | { kind: 'dialling'; since: number; failures: number }
  | { kind: 'up'; since: number; caughtUp: boolean };

/** What no network can mend. */
export type Broken = 'identity_changed' | 'unpaired' | 'lost_keys' | 'no_storage' | 'full';

/** Everything that the connection line is made of. */
export interface Facts {
  ready: boolean;
  online: boolean;
  hostName: string;
  link: LinkState;
  heard?: Heard;
  /** Host time minus this device's, once it was measured. */
  offsetMs?: number;
  /** Since when records were known to exist that did not come, and how many. */
  missing?: { count: number; since: number };
  broken?: { state: Broken; since: number };
  unsent: number;
  /** The relay is where the app came from: for a person it is the computer that does not answer. */
  relayServesApp?: boolean;
  /** When this device began to look, for states without a better moment. */
  startedAt: number;
}

/** Where another look may find it better: nothing that is awaited, and nothing that only pairing mends. */
const CAN_RETRY: Record<ConnectionState, boolean> = {
  starting: false,
  offline: true, // the browser's word, which is wrong on some networks
  connecting: true,
  no_relay: true,
  awake: false,
  asleep: true,
  stopped: true,
  unreachable: true,
  held_back: true,
  identity_changed: false,
  unpaired: false,
  lost_keys: false,
  no_storage: true,
  full: false, // it is written again by itself
};

/** State, words and age of the connection at `now`. */
export function toConnection(facts: Facts, now: number): ConnectionView {
  const [state, since] = judge(facts, now);
  return {
    state,
    since,
    words: say(state, since, facts, now),
    unsent: facts.unsent,
    canRetry: CAN_RETRY[state],
    hostAheadMs: facts.offsetMs ?? 0,
  };
}

function judge(facts: Facts, now: number): [ConnectionState, number] {
  if (facts.broken) return [facts.broken.state, facts.broken.since];
  if (!facts.ready) return ['starting', facts.startedAt];
  const { link, heard, missing } = facts;
  if (!facts.online && link.kind !== 'up') return ['offline', link.since];
  // A relay inside the host goes with it: the host's last word says why nothing answers.
  if (link.kind !== 'up' && facts.relayServesApp && heard && heard.beat.state !== 'awake') return [heard.beat.state, heard.at];
  if (link.kind !== 'up') return [link.failures >= FAILURES_BEFORE_WORDS ? 'no_relay' : 'connecting', link.since];
  if (!link.caughtUp) return ['connecting', link.since];
  if (missing && now - missing.since > HELD_BACK_MS) return ['held_back', missing.since];
  if (!heard) return ['unreachable', link.since];
  if (heard.beat.state === 'asleep') return ['asleep', heard.at];
  if (heard.beat.state === 'stopped') return ['stopped', heard.at];
  return now - heard.at < AWAKE_MS ? ['awake', heard.at] : ['unreachable', heard.at];
}

function say(state: ConnectionState, since: number, facts: Facts, now: number): string {
  const name = facts.hostName || 'your computer';
  const clock = clockWords(since, now);
  const waits = facts.unsent > 0;
  switch (state) {
    case 'starting':
      return 'Opening what is on this device.';
    case 'offline':
      return waits
        ? `You're offline. ${countWords(facts.unsent, 'message')} will send when you reconnect.`
        : "You're offline. What you write will send when you reconnect.";
    case 'connecting':
      return `Connecting for ${spanWords(now - since)}.`;
    case 'no_relay':
      return facts.relayServesApp
        ? `Can't reach ${name} since ${clock}. Your messages are saved.`
        : `The relay has not answered since ${clock}. Your messages are saved.`;
    case 'awake':
      return now - since < 45_000 ? 'Awake' : `Awake ${spanWords(now - since)} ago`;
    case 'asleep':
      return `${name} is asleep since ${clock}. What you send will run when it wakes.`;
    case 'stopped':
      return `Farhand isn't running on ${name} since ${clock}. Start it to continue.`;
    case 'unreachable':
      return `Can't reach ${name} since ${clock}. Your messages are saved.`;
    case 'held_back':
      return `The relay holds back ${countWords(facts.missing?.count ?? 0, 'record')} since ${clock}.`;
    case 'identity_changed':
      return "This computer's identity changed. Don't continue unless you re-paired it.";
    case 'unpaired':
      return `This device is no longer paired with ${name}. Pair again to continue.`;
    case 'lost_keys':
      return `This device lost its pairing. Scan again; your history is on ${name}.`;
    case 'no_storage':
      return 'This browser does not let Farhand keep anything on this device.';
    case 'full':
      return `This device's storage is full since ${clock}. What ${name} sends waits at the relay; free some space.`;
  }
}
