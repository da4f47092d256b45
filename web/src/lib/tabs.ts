// Several tabs, one sync: the tab that leads talks to the relay, the others follow what it stores.

/** What tabs tell each other. */
export type TabWord =
  | { kind: 'outbox' } // a command was written
  | { kind: 'read' } // records were stored
  | { kind: 'reread' } // history changed
  | { kind: 'receipts' } // rows of the outbox moved
  | { kind: 'paired' } // keys changed: start over
  | { kind: 'older' } // somebody scrolled up
  | { kind: 'nudge' }
  | { kind: 'visible'; visible: boolean }
  | { kind: 'state'; state: unknown } // the leader's connection, for the words on the screen
  | { kind: 'beat'; tab: string };

const CHANNEL = 'farhand';
const LOCK = 'farhand-sync';
const BEAT_MS = 2_000;
const SILENCE_MS = 5_000; // two beats may be missed by a busy leader

/** How a tab hears others and comes to lead. */
export interface Tabs {
  say(word: TabWord): void;
  close(): void;
}

/** Join the other tabs of this app; `lead` is called once, when it is this tab's turn. */
export function joinTabs(hear: (word: TabWord) => void, lead: () => void): Tabs {
  const channel = new BroadcastChannel(CHANNEL);
  const stop = new AbortController();
  const election = 'locks' in navigator ? undefined : elect(channel, lead);
  channel.onmessage = ({ data }: MessageEvent<TabWord>) => (data.kind === 'beat' ? election?.heard(data.tab) : hear(data));
  if (!election) {
    navigator.locks
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

/**
 * Pages without Web Locks (plain http) beat; the lowest name of those that beat leads, silence hands over. Two leaders for
 * a moment do no harm: whatever is sent or stored twice counts once.
 */
function elect(channel: BroadcastChannel, lead: () => void): { heard(tab: string): void; stop(): void } {
  const tab = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  let leads = false;
  let heardAt = Date.now() - SILENCE_MS + BEAT_MS / 4; // look around for a moment, then lead
  const beat = (): void => {
    if (!leads && Date.now() - heardAt > SILENCE_MS) {
      leads = true;
      lead();
    }
    if (leads) channel.postMessage({ kind: 'beat', tab } satisfies TabWord);
  };
  const timer = setInterval(beat, BEAT_MS);
  const first = setTimeout(beat, BEAT_MS / 2);
  return {
    heard: () => {
      heardAt = Date.now();
    },
    stop: () => {
      clearInterval(timer);
      clearTimeout(first);
    },
  };
}
