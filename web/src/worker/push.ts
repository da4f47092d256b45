// Pushes in the service worker: shows them, answers or opens the app at a tap, and subscribes anew when it must.
import { commandAlone, type Sent } from '../lib/commanding-alone';
import { toSealing } from '../lib/push-subscription';
import type { Intent } from '../lib/session';
import { Store } from '../lib/store';
import { CHANNEL } from '../lib/tabs';
import type { PushApproval } from '../lib/wire';
import { answerOf, toAnswered, toShown, type Kept, type Shown } from './notifying';
import { TONGUES, type Tongue } from './tongues';

declare const self: ServiceWorkerGlobalScope;

/** Hear pushes, taps, and the browser changing where it takes pushes. */
export function listenToPushes(): void {
  self.addEventListener('push', (event) => event.waitUntil(showPush(event.data?.text())));
  self.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(take(event.action, event.notification));
  });
  self.addEventListener('pushsubscriptionchange', (event) => {
    const { oldSubscription } = event as Event & { oldSubscription?: PushSubscription };
    (event as ExtendableEvent).waitUntil(subscribeAnew(oldSubscription?.options));
  });
}

async function showPush(text: string | undefined): Promise<void> {
  const shown = toShown(text, await tongue());
  await show(shown);
  if (shown.badge !== undefined && 'setAppBadge' in navigator) await navigator.setAppBadge(shown.badge);
}

function show({ title, options }: Shown): Promise<void> {
  return self.registration.showNotification(title, options);
}

async function take(action: string, { title, tag, data }: Notification): Promise<void> {
  const kept = data as Kept; // as `showPush` gave it
  const answer = answerOf(action, kept);
  if (!answer || !kept.approval) return open(kept.place);
  const { approval, action_hash, generation, pass_id }: PushApproval = kept.approval;
  const pass = answer === 'allow' && pass_id ? { pass_id } : {};
  const sent = await command({ type: 'approval.answer', approval, action_hash, generation, verdict: answer, ...pass });
  const spoken = await tongue();
  await show(toAnswered(title, sentWords(spoken, sent, answer), tag, kept.place, spoken));
}

function sentWords({ words }: Tongue, sent: Sent, verdict: 'allow' | 'deny'): string {
  if (sent === 'sent') return words.answered[verdict];
  return sent === 'kept' ? words.kept : words.notAnswered;
}

/** Something is shown whatever happens: without the store, in English. */
async function tongue(): Promise<Tongue> {
  const language = await withStore((store) => store.fact('language')).catch(() => undefined);
  return TONGUES[language ?? 'en'];
}

async function open(place: string): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find(({ focused }) => focused) ?? pages[0];
  if (!page) return void (await self.clients.openWindow(`/${place}`));
  page.postMessage({ open: place });
  await page.focus().catch(() => undefined); // the card is open there, though this browser keeps it in the background
}

/** The browser gave up the old subscription; the host must hear of the new one, with what was wished before. */
async function subscribeAnew(options: PushSubscriptionOptions | undefined): Promise<void> {
  const wished = await withStore((store) => store.fact('push'));
  if (!wished || !options?.applicationServerKey) return;
  const { applicationServerKey } = options;
  const held = await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  await command({ type: 'push.set', ...wished, subscription: toSealing(held) });
}

function command(intent: Intent): Promise<Sent> {
  return withStore((store) => commandAlone(store, intent, Date.now(), tellPages));
}

function tellPages(): void {
  const pages = new BroadcastChannel(CHANNEL);
  pages.postMessage({ kind: 'outbox' });
  pages.close();
}

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await Store.open();
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
