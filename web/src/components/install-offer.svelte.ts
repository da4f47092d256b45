// The browser's own offer to install the app: it comes once, soon after the page, and is kept until it is taken up.

/** Not in TypeScript's library: only Chromium has it. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

let offer = $state.raw<InstallOffer>();

/** Keep the offer when it comes, in place of the browser's own bar. Returns how to stop. */
export function followInstallOffer(): () => void {
  const keep = (event: Event): void => {
    event.preventDefault();
    offer = event as InstallOffer;
  };
  const forget = (): void => (offer = undefined);
  window.addEventListener('beforeinstallprompt', keep);
  window.addEventListener('appinstalled', forget);
  return () => {
    window.removeEventListener('beforeinstallprompt', keep);
    window.removeEventListener('appinstalled', forget);
  };
}

/** Take the offer up, where there is one: it is good once. */
export function installOffer(): (() => Promise<void>) | undefined {
  const held = offer;
  return held && (async () => {
    offer = undefined;
    await held.prompt();
  });
}
