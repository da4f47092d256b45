// The number on the app's icon; once nothing is unread, what was notified goes, too.

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

/** Returns what to call with the number of unread notices, as often as one likes. */
export function badging(place: BadgePlace): (unread: number) => void {
  let shown: number | undefined;
  const quietly = (done: Promise<void> | undefined): void => void done?.catch((error: unknown) => console.warn('badge', error));
  return (unread) => {
    if (unread === shown) return;
    const wasUnread = shown;
    shown = unread;
    quietly(place.setBadge?.(unread));
    if (unread === 0 && wasUnread) quietly(place.closeNotifications?.());
  };
}
