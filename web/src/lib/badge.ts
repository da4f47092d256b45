// The number on the app's icon: what waits for an answer. Once nothing is unread, what was notified goes, too.
import type { View } from './view';

/** What is asked of the browser; absent where it cannot. */
export interface BadgePlace {
  setBadge?: (count: number) => Promise<void>;
  closeNotifications?: () => Promise<void>;
}

/** This browser. */
export function badgePlace(): BadgePlace {
  return {
    ...('setAppBadge' in navigator ? { setBadge: (count: number) => navigator.setAppBadge(count) } : {}),
    ...('serviceWorker' in navigator ? { closeNotifications } : {}),
  };
}

async function closeNotifications(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  for (const shown of (await registration?.getNotifications()) ?? []) shown.close();
}

/** Returns what to call with each view: approvals and questions count until they are answered, here or elsewhere. */
export function badging(place: BadgePlace): (view: Pick<View, 'needsYou' | 'unread'>) => void {
  let shown: number | undefined;
  let wasUnread = 0;
  const quietly = (done: Promise<void> | undefined): void => void done?.catch((error: unknown) => console.warn('badge', error));
  return ({ needsYou, unread }) => {
    const needs = needsYou.filter(({ answering }) => answering === undefined).length;
    if (needs !== shown) quietly(place.setBadge?.(needs));
    if (unread === 0 && wasUnread) quietly(place.closeNotifications?.());
    shown = needs;
    wasUnread = unread;
  };
}
