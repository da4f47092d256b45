// The service worker: registered where the page may have one, and its new version offered, never forced.

/** A registered worker, as far as its versions go. */
export interface Registered extends Pick<EventTarget, 'addEventListener'> {
  readonly waiting: { postMessage(word: string): void } | null;
  readonly installing: Pick<EventTarget, 'addEventListener'> | null;
  update(): Promise<unknown>;
}

/** The browser's workers for this page. */
export interface Workers extends Pick<EventTarget, 'addEventListener'> {
  readonly controller: object | null;
  register(url: string, options: { scope: string }): Promise<Registered>;
}

/** What a page is asked for: nothing here touches it otherwise. */
export interface WorkerPage {
  /** None on plain http and on the development server. */
  readonly workers: Workers | undefined;
  reload(): void;
  /** Called when somebody comes back to the page. */
  onReturn(run: () => void): void;
}

/** This browser's page. */
export function workerPage(): WorkerPage {
  return {
    workers: import.meta.env.PROD && 'serviceWorker' in navigator ? navigator.serviceWorker : undefined,
    reload: () => location.reload(),
    onReturn: (run) => document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && run()),
  };
}

/** Register the worker; `offer` gets the way to let a new version in, once one waits. */
export async function registerWorker(offer: (letIn: () => void) => void, page: WorkerPage = workerPage()): Promise<void> {
  const { workers } = page;
  if (!workers) return;
  let asked = false;
  workers.addEventListener('controllerchange', () => {
    if (asked) page.reload();
  });
  const offerWaiting = ({ waiting }: Registered): void => {
    if (!waiting || !workers.controller) return; // the very first version replaces nothing
    offer(() => {
      asked = true;
      waiting.postMessage('let in');
    });
  };
  try {
    const registration = await workers.register('/sw.js', { scope: '/' });
    offerWaiting(registration);
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', () => offerWaiting(registration));
    });
    // A page that stays open for days would not look for a new version by itself.
    page.onReturn(() => void registration.update().catch(() => undefined));
  } catch (error) {
    console.warn('worker', error); // the app works without; it only does not open offline
  }
}
