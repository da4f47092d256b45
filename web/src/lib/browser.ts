// The session's page in a real browser.
import { oncePerFrame } from './frame';
import { browserCrypto } from './keys';
import type { Page } from './page';
import { dialWebSocket, systemClock } from './ports';
import { Store } from './store';
import { joinTabs } from './tabs';

const MARKER = 'farhand.paired';

/** This browser; `changed` is called at most once a frame. */
export function browserPage(changed: () => void): Page {
  const isSecure = window.isSecureContext;
  return {
    origin: location.origin,
    isSecure,
    clock: systemClock,
    dial: dialWebSocket,
    random: Math.random,
    crypto: browserCrypto(!isSecure),
    openStore: () => Store.open(),
    joinTabs,
    isOnline: () => navigator.onLine,
    isVisible: () => document.visibilityState === 'visible',
    watch: (look) => {
      for (const event of ['online', 'offline', 'pageshow']) window.addEventListener(event, look);
      document.addEventListener('visibilitychange', look);
    },
    persist: () => void navigator.storage?.persist?.(),
    sendLater: () => void askWorkerToSend().catch(() => undefined), // not allowed here: the page sends when it is open
    marker: {
      read: () => localStorage.getItem(MARKER) ?? undefined,
      write: (hostName) => localStorage.setItem(MARKER, hostName),
      clear: () => localStorage.clear(), // what was chosen and read here goes with what was paired
    },
    changed: oncePerFrame(changed),
  };
}

/** Where the browser can, the worker sends the outbox when the network is back, even with the app closed. */
async function askWorkerToSend(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration && 'sync' in registration) await (registration as SyncRegistration).sync.register('outbox');
}

/** Background Sync is not in TypeScript's library: only Chromium has it. */
type SyncRegistration = ServiceWorkerRegistration & { sync: { register(tag: string): Promise<void> } };
