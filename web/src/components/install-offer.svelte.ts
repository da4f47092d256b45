// The browser's own offer to install the app: it comes once, soon after the page, and is kept until it is taken up.

/** Not in TypeScript's library: only Chromium has it. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

let offer = $state.raw<InstallOffer>();
let installed = $state(false);

/** Keep the offer when it comes, in place of the browser's own bar. Returns how to stop. */
export function followInstallOffer(): () => void {
  const keep = (event: Event): void => {
    event.preventDefault();
    offer = event as InstallOffer;
    installed = false;
  };
  const note = (): void => {
    offer = undefined;
    installed = true;
  };
  window.addEventListener('beforeinstallprompt', keep);
  window.addEventListener('appinstalled', note);
  return () => {
    window.removeEventListener('beforeinstallprompt', keep);
    window.removeEventListener('appinstalled', note);
  };
}

/** Whether the app was installed while this page was open. */
export function isInstalledNow(): boolean {
  return installed;
}

/** Take the offer up, where there is one: it is good once. */
export function installOffer(): (() => Promise<void>) | undefined {
  const held = offer;
  return held && (async () => {
    offer = undefined;
    await held.prompt();
  });
}
