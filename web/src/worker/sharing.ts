// What other apps share reaches the worker as a form: kept on this device before the app opens, and sent nowhere.
import { registerRoute } from 'workbox-routing';
import { NOT_KEPT, SHARE_PATH } from '../lib/shared-place';
import { keepShare, toShare } from '../lib/sharing';

const SEE_OTHER = 303; // the browser asks for the app anew, without the form

/** Take what is shared. */
export function listenToShares(): void {
  registerRoute(({ url, sameOrigin }) => sameOrigin && url.pathname === SHARE_PATH, ({ request }) => take(request), 'POST');
}

async function take(request: Request): Promise<Response> {
  try {
    await keepShare(toShare(await request.formData()));
    return Response.redirect('/', SEE_OTHER);
  } catch (error) {
    console.warn('share', error);
    return Response.redirect(`/${NOT_KEPT}`, SEE_OTHER);
  }
}
