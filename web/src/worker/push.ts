// Pushes in the service worker: shows them, answers or opens the app at a tap, and subscribes anew when it must.
import { commandAlone, type Sent } from '../lib/commanding-alone';
import { toSealing } from '../lib/push-subscription';
import type { Intent } from '../lib/session';
import { Store } from '../lib/store';
import { CHANNEL } from '../lib/tabs';
import type { PushApproval } from '../lib/wire';
import { pushWords } from '../lib/words/push';
import { answerOf, toAnswered, toShown, type Kept, type Shown } from './notifying';

declare const self: ServiceWorkerGlobalScope;

const SENT: Record<Sent, (verdict: 'allow' | 'deny') => string> = {
  sent: (verdict) => pushWords.answered[verdict],
  kept: () => pushWords.kept,
  unpaired: () => pushWords.notAnswered,
};

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
  const shown = toShown(text);
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
  await show(toAnswered(title, SENT[sent](answer), tag, kept.place));
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
