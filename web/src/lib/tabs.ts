// Several tabs, one sync: the tab that leads talks to the relay, the others follow what it stores.

import type { Facts } from './presence';
import type { HostRequest, Told } from './audience';
import type { AnyEphemeral } from './wire';

/** What a follower shows of the leader's line. */
export type SharedFacts = { [K in 'link' | 'heard' | 'missing' | 'broken' | 'offsetMs']: Facts[K] | undefined };

/** What tabs tell each other. */
export type TabWord =
  | { kind: 'outbox' } // a command was written
  | { kind: 'read' } // records were stored and folded
  | { kind: 'receipts' } // rows of the outbox moved
  | { kind: 'parcels' } // files that go with messages moved
  | { kind: 'paired' } // keys changed: start over
  | { kind: 'older' } // somebody scrolled up
  | { kind: 'nudge' }
  | { kind: 'visible'; visible: boolean }
  | { kind: 'joined' } // a new tab wants to know how the line stands
  | { kind: 'facts'; facts: SharedFacts } // how the leader's line stands, for the words on the screen
  | { kind: 'writing'; event: AnyEphemeral }
  | { kind: 'ask'; request: HostRequest } // somebody looks at what only the host can say
  | { kind: 'told'; answer: Told }
  | { kind: 'beat' } // the leader is here
  | { kind: 'left' }; // the leader goes

export const CHANNEL = 'farhand';
const LOCK = 'farhand-sync';
const BEAT_MS = 2_000;
const SILENCE_MS = 5_000; // two beats may be missed by a busy leader

/** How a tab hears others and comes to lead. */
export interface Tabs {
  say(word: TabWord): void;
  close(): void;
}

/** Join the other tabs of this app; `lead` is called once, when it is this tab's turn. Without `locks` tabs elect. */
export function joinTabs(
  hear: (word: TabWord) => void,
  lead: () => void,
  locks: LockManager | null = globalThis.navigator?.locks ?? null,
): Tabs {
  const channel = new BroadcastChannel(CHANNEL);
  const stop = new AbortController();
  const election = locks ? undefined : elect(channel, lead);
  channel.onmessage = ({ data }: MessageEvent<TabWord>) => {
    if (data.kind === 'beat') election?.heard();
    else if (data.kind === 'left') election?.missed();
    else hear(data);
  };
  if (locks) {
    locks
      .request(LOCK, { signal: stop.signal }, () => {
        lead();
        return new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
      })
      .catch(() => undefined); // taken back before it was granted: the tab closes
  }
  return {
    say: (word) => channel.postMessage(word),
    close: () => {
      stop.abort();
      election?.stop();
      channel.close();
    },
  };
}

/** A tab's part in choosing the leader. */
interface Election {
  heard(): void;
  missed(): void;
  stop(): void;
}

/**
 * Pages without Web Locks (plain http) beat: the first to lead is heard by the others, and its silence hands over. Two
 * leaders for a moment do no harm: whatever is sent or stored twice counts once.
 */
function elect(channel: BroadcastChannel, lead: () => void): Election {
  let leads = false;
  let heardAt = Date.now() - SILENCE_MS + BEAT_MS / 4; // look around for a moment, then lead
  const beat = (): void => {
    if (!leads && Date.now() - heardAt > SILENCE_MS) {
      leads = true;
      lead();
    }
    if (leads) channel.postMessage({ kind: 'beat' } satisfies TabWord);
  };
  const timer = setInterval(beat, BEAT_MS);
  const first = setTimeout(beat, BEAT_MS / 2);
  const leave = (): void => {
    if (leads) channel.postMessage({ kind: 'left' } satisfies TabWord);
  };
  globalThis.addEventListener?.('pagehide', leave);
  return {
    heard: () => {
      heardAt = Date.now();
    },
    missed: () => {
      heardAt = 0;
      beat();
    },
    stop: () => {
      leave();
      globalThis.removeEventListener?.('pagehide', leave);
      clearInterval(timer);
      clearTimeout(first);
    },
  };
}
