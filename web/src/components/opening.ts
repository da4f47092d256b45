// A tap on a notification while the app is open: its worker names the place, the page goes there.

/** Go where the worker says; returns how to stop. */
export function followNotifications(go: (place: string) => void): () => void {
  const workers = 'serviceWorker' in navigator ? navigator.serviceWorker : undefined;
  const hear = ({ data }: MessageEvent<unknown>): void => {
    if (isOpen(data)) go(data.open);
  };
  workers?.addEventListener('message', hear);
  workers?.startMessages();
  return () => workers?.removeEventListener('message', hear);
}

function isOpen(data: unknown): data is { open: string } {
  return typeof data === 'object' && data !== null && 'open' in data && typeof data.open === 'string' && data.open.startsWith('#/');
}
