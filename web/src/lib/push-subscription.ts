// A browser's subscription, as the host takes it.
import { toBase64Url } from './bytes';
import type { PushSubscription as Sealing } from './wire';
import { pushWords } from './words/push';

/** Where to push to, and the keys to seal with; throws an Error in words. */
export function toSealing(held: PushSubscription): Sealing {
  const [p256dh, auth] = [held.getKey('p256dh'), held.getKey('auth')];
  if (!p256dh || !auth) throw new Error(pushWords.noKeys);
  return { endpoint: held.endpoint, p256dh: toBase64Url(new Uint8Array(p256dh)), auth: toBase64Url(new Uint8Array(auth)) };
}
