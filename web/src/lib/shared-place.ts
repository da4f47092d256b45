// Where what other apps share comes in and waits; known without loading what takes it.

/** Where the browser posts it; `public/manifest.webmanifest` and the server say so, too. */
export const SHARE_PATH = '/share';

/** The database where it waits. */
export const SHARED = 'farhand-shared';

/** Where the app opens when something could not be kept. */
export const NOT_KEPT = '#/share/failed';
