// What a person can want of notifications: the browser's part and the host's. What the browser part takes loads late.
import type { Session } from './session';
import type { Client } from './view';

type PushIntents = Pick<Client, 'pushStanding' | 'switchPush' | 'tryPush'>;

/** The intents of `Client` about pushes, over one session; `origin` is where the app was opened. */
export function makePushIntents(session: Pick<Session, 'command' | 'live' | 'store'>, origin: string): PushIntents {
  const key = (): string => session.live().book.thread.push?.key ?? '';
  const parts = (): Promise<typeof import('./push')> => import('./push');
  return {
    pushStanding: async () => {
      const { pushBrowser, standingOf } = await parts();
      return standingOf(pushBrowser(), key());
    },
    switchPush: async (wish) => {
      const { pushBrowser, subscribe, unsubscribe } = await parts();
      const wished = { app: `${origin}/`, kinds: wish?.kinds ?? [], detail: wish?.detail ?? false };
      if (wish) {
        // What the host was told is gone, or never knew, is not offered again: the browser makes another.
        const { book, vault } = session.live();
        if (!book.thread.push?.devices.some(({ device }) => device === vault.device)) await unsubscribe(pushBrowser());
        const subscription = await subscribe(pushBrowser(), key());
        await session.store().setFact('push', wished);
        return session.command({ type: 'push.set', ...wished, subscription });
      }
      await session.store().dropFact('push');
      await session.command({ type: 'push.set', ...wished });
      await unsubscribe(pushBrowser());
    },
    tryPush: () => session.command({ type: 'push.try' }),
  };
}
