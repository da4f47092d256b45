// The page around the session, as a port: everything outside that a test replaces.
import type { Crypto } from './handshake';
import type { Clock, Dial } from './ports';
import type { Store } from './store';
import type { Tabs, TabWord } from './tabs';

/** What the session asks of the browser. */
export interface Page {
  readonly origin: string;
  readonly isSecure: boolean;
  readonly clock: Clock;
  readonly dial: Dial;
  readonly random: () => number;
  readonly crypto: Crypto;
  openStore(): Promise<Store>;
  joinTabs(hear: (word: TabWord) => void, lead: () => void): Tabs;
  isOnline(): boolean;
  isVisible(): boolean;
  /** Call when the network or the visibility changed. */
  watch(changed: () => void): void;
  /** Ask the browser not to drop the storage, and to send the outbox later should the page be closed. */
  persist(): void;
  sendLater(): void;
  /** Remembers outside IndexedDB with whom this device was paired: if only that is left, the storage was wiped. */
  readonly marker: { read(): string | undefined; write(hostName: string): void; clear(): void };
  /** Something to show may have changed. Called often; the view is looked at once a frame, or once in so many milliseconds. */
  changed(afterMs?: number): void;
}
