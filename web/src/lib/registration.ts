// The service worker: registered where the page may have one, and its new version offered, never forced.

/** Register the worker; `offer` gets the way to let a new version in, once one waits. */
export function registerWorker(offer: (letIn: () => void) => void): void {
  // Plain-http pages have no workers, and the development server serves none.
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  let asked = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (asked) location.reload();
  });
  const offerWaiting = (registration: ServiceWorkerRegistration): void => {
    const { waiting } = registration;
    if (!waiting || !navigator.serviceWorker.controller) return;
    offer(() => {
      asked = true;
      waiting.postMessage('let in');
    });
  };
  navigator.serviceWorker
    .register('/sw.js', { scope: '/' })
    .then((registration) => {
      offerWaiting(registration);
      registration.addEventListener('updatefound', () => {
        registration.installing?.addEventListener('statechange', () => offerWaiting(registration));
      });
    })
    .catch((error: unknown) => console.warn('worker', error)); // the app works without; it only does not open offline
}
