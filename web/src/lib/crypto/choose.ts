// Which suite this browser gets; the fallback is fetched only where it is needed.
import type { Suite } from './suite';
import { hasWebcrypto, webcrypto } from './webcrypto';

/** The suite for a new pairing. */
export async function chooseSuite(): Promise<Suite> {
  return loadSuite((await hasWebcrypto()) ? 'webcrypto' : 'fallback');
}

/** The suite that made the keys this device holds. */
export async function loadSuite(name: Suite['name']): Promise<Suite> {
  return name === 'webcrypto' ? webcrypto : (await import('./fallback')).fallback;
}
