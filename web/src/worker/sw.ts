// The service worker: the app opens without a network, and what was written sends itself where the browser helps.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { flushOutbox } from '../lib/flushing';
import { Store } from '../lib/store';
import { listenToPushes } from './push';
import { listenToShares } from './sharing';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

/** Background Sync is not in TypeScript's library: only Chromium has it. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/relay\//] }));

self.addEventListener('message', (event) => {
  if (event.data === 'let in') void self.skipWaiting();
});

// Also the page that the first version came with: without a worker of its own, it would lose its files to the next one.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('sync', (event) => {
  if (isSync(event) && event.tag === 'outbox') event.waitUntil(flush());
});

listenToPushes();
listenToShares();

function isSync(event: Event): event is SyncEvent {
  return 'tag' in event && 'waitUntil' in event;
}

async function flush(): Promise<void> {
  const store = await Store.open();
  try {
    await flushOutbox(store);
  } finally {
    store.close();
  }
}
