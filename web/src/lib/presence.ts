// What can honestly be said of the host and the way to it: pure, from what was heard and when.
import { clockWords, spanWords } from './time';
import type { ConnectionState, ConnectionView } from './view';
import type { Heartbeat } from './wire';
import { connection as words } from './words/connection';

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
  /** Since when the browser says that there is no network; when it says that there is one, nothing is known. */
  offlineSince?: number;
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
  const offlineSince = believedOffline(facts);
  if (offlineSince !== undefined) return ['offline', offlineSince];
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

/** Since when there is no network: a line that is still up is dead, unless something came over it after that. */
function believedOffline({ offlineSince, link, heard }: Facts): number | undefined {
  if (offlineSince === undefined) return undefined;
  if (link.kind !== 'up') return link.since;
  return Math.max(link.since, heard?.at ?? 0) > offlineSince ? undefined : offlineSince;
}

function say(state: ConnectionState, since: number, facts: Facts, now: number): string {
  const name = facts.hostName || words.yourComputer;
  const clock = clockWords(since, now);
  switch (state) {
    case 'starting':
      return words.starting;
    case 'offline':
      return words.offline(facts.unsent);
    case 'connecting':
      return (facts.link.kind === 'up' ? words.catchingUp : words.connecting)(spanWords(now - since));
    case 'no_relay':
      return facts.relayServesApp ? words.unreachable(name, clock) : words.noRelay(clock);
    case 'awake':
      return now - since < 45_000 ? words.awake : words.awakeAgo(spanWords(now - since));
    case 'asleep':
      return words.asleep(name, clock);
    case 'stopped':
      return words.stopped(name, clock);
    case 'unreachable':
      return words.unreachable(name, clock);
    case 'held_back':
      return words.heldBack(facts.missing?.count ?? 0, clock);
    case 'identity_changed':
      return words.identityChanged;
    case 'unpaired':
      return words.unpaired(name);
    case 'lost_keys':
      return words.lostKeys(name);
    case 'no_storage':
      return words.noStorage;
    case 'full':
      return words.full(name, clock);
  }
}
