// How the app is installed, as far as a browser tells what it is.

/** How the app is installed. `ios` and `safari` keep the installed app's storage apart from the browser's. */
export type Installing = 'installed' | 'insecure' | 'ios' | 'android' | 'safari' | 'chromium' | 'other';

/** A way that has steps. */
export type Guided = Exclude<Installing, 'installed' | 'insecure'>;

/** What is asked of the browser for it. */
export interface InstallFacts {
  agent: string;
  touchPoints: number;
  isSecure: boolean;
  isInstalled: boolean;
}

/** The way to install the app in a browser, if there is one. */
export function toInstalling({ agent, touchPoints, isSecure, isInstalled }: InstallFacts): Installing {
  if (isInstalled) return 'installed';
  if (/iPhone|iPad|iPod/.test(agent) || isIpadAsMac(agent, touchPoints)) return 'ios';
  if (!isSecure) return 'insecure';
  if (/Android/.test(agent)) return 'android';
  if (/Chrome\//.test(agent)) return 'chromium';
  return /Macintosh/.test(agent) && /Safari\//.test(agent) ? 'safari' : 'other';
}

/** Whether it is an iPad: that asks for desktop pages by calling itself a Mac, and no Mac has a touch screen. */
export function isIpadAsMac(agent: string, touchPoints: number): boolean {
  return /Macintosh/.test(agent) && touchPoints > 1;
}
