// The app's client with a view that Svelte follows: the only file of `lib` that knows the framework.
import { browserPage } from './browser';
import { badgePlace, badging } from './badge';
import { makeComposingIntents } from './composing-intents';
import { makeIntents } from './intents';
import { makePasskeyIntents } from './passkey-intents';
import { language } from './language';
import { makePushIntents } from './push-intents';
import { Session } from './session';
import { registerWorker } from './registration';
import type { Client, Pairing, View } from './view';

/** The client of this page. Nothing is read before `open`. */
export function createClient(): Client {
  let pairing = $state.raw<{ state: Pairing['state'] } | undefined>();
  const badge = badging(badgePlace());
  const renew = (): void => {
    view = { ...session.view(), updateReady: update !== undefined };
    if (view.paired) badge(view);
    if (flow) pairing = { state: flow.state };
  };
  /** What was moved to is in the view when this resolves: it can be scrolled to. */
  const seen = async <T>(moving: Promise<T>): Promise<T> => {
    const moved = await moving;
    renew();
    return moved;
  };
  const page = browserPage(renew);
  const session = new Session(page);
  let flow: Pairing | undefined;
  let view = $state.raw<View>(session.view());
  let update: (() => void) | undefined;
  return {
    ...makeIntents(session),
    ...makePasskeyIntents(session),
    ...makePushIntents(session, page.origin),
    ...makeComposingIntents(session),
    get view() {
      return view;
    },
    async open() {
      await seen(session.open());
      // What is left to send goes on, once there is something to see.
      if (session.view().paired) void session.parcels().catch((error: unknown) => console.warn('parcels', error));
      void session.opened().then((store) => store.setFact('language', language())).catch((error: unknown) => console.warn('language', error));
      void registerWorker((letIn) => {
        update = letIn;
        page.changed();
      });
    },
    update: () => update?.(),
    readInvitation(link) {
      const begun = session.readInvitation(link);
      flow = begun;
      pairing = { state: begun.state };
      return {
        get state() {
          return flow === begun && pairing ? pairing.state : begun.state;
        },
        start: (name) => begun.start(name),
        cancel: () => begun.cancel(),
      };
    },
    showOlder: (last) => seen(session.show('older', last)),
    showNewer: (last) => seen(session.show('newer', last)),
    showNewest: () => seen(session.show('newest')),
    showItem: (id) => seen(session.showItem(id)),
    goAlong: (follows) => session.goAlong(follows),
    lookAt: (taskId) => session.lookAt(taskId),
    askPreview: (wish) => session.ask({ type: 'preview.request', ...wish }),
    ask: (what) => session.ask({ type: `${what}.request` }),
    wipe: () => session.wipe(),
    retry: () => session.retry(),
  };
}
