// Notifications of this browser: whether it takes them, and how it comes to. The host pushes; the worker shows.
import { fromBase64Url, toBase64Url } from './bytes';
import { toSealing } from './push-subscription';
import type { PushStanding } from './view';
import type { PushSubscription as Sealing } from './wire';
import { pushWords } from './words/push';

const WORKER_PATIENCE_MS = 10_000; // a worker that installs for the first time fetches the whole app
const SERVICE_PATIENCE_MS = 30_000; // a browser that waits for its push service does not say so

/** What is asked of the browser. */
export interface PushBrowser {
  readonly isSecure: boolean;
  /** None where the browser knows no notifications. */
  permission(): NotificationPermission | undefined;
  askPermission(): Promise<NotificationPermission>;
  /** The worker's subscriptions, once it is there; none where there can be no worker. */
  manager(): Promise<PushManager> | undefined;
}

/** This browser. */
export function pushBrowser(): PushBrowser {
  return {
    isSecure: isSecureContext,
    permission: () => ('Notification' in window ? Notification.permission : undefined),
    askPermission: () => Notification.requestPermission(),
    manager: () =>
      'serviceWorker' in navigator && 'PushManager' in window
        ? navigator.serviceWorker.ready.then(({ pushManager }) => pushManager)
        : undefined,
  };
}

/** How the browser stands to a host that pushes with `key`. */
export async function standingOf(browser: PushBrowser, key: string): Promise<PushStanding> {
  if (!browser.isSecure) return 'insecure';
  const permission = browser.permission();
  const manager = browser.manager();
  if (permission === undefined || !manager) return 'unsupported';
  if (permission === 'denied') return 'blocked';
  try {
    const held = await within(WORKER_PATIENCE_MS, manager.then((one) => one.getSubscription()), pushWords.noWorker);
    return held && isFor(held, key) && permission === 'granted' ? 'on' : 'off';
  } catch {
    return 'off'; // switching on says why
  }
}

/** Where to push to: asks the person for leave where needed. Throws an Error in words. */
export async function subscribe(browser: PushBrowser, key: string): Promise<Sealing> {
  if ((await browser.askPermission()) !== 'granted') throw new Error(pushWords.notAllowed);
  const found = browser.manager();
  if (!found) throw new Error(pushWords.standing.unsupported);
  const manager = await within(WORKER_PATIENCE_MS, found, pushWords.noWorker);
  const held = await manager.getSubscription();
  if (held && isFor(held, key)) return toSealing(held);
  await held?.unsubscribe(); // it was for another host; a browser takes one at a time
  const options = { userVisibleOnly: true, applicationServerKey: fromBase64Url(key) };
  return toSealing(await within(SERVICE_PATIENCE_MS, manager.subscribe(options), pushWords.noService));
}

/** Take no more pushes here. */
export async function unsubscribe(browser: PushBrowser): Promise<void> {
  const held = await (await browser.manager())?.getSubscription();
  await held?.unsubscribe();
}

function isFor(held: PushSubscription, key: string): boolean {
  const { applicationServerKey } = held.options;
  // A browser that does not say is believed: a push with another key is refused, and that is told.
  return !applicationServerKey || toBase64Url(new Uint8Array(applicationServerKey)) === key;
}

function within<T>(ms: number, work: Promise<T>, words: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(words)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
