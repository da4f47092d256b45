// What a person can want of passkeys. What speaks with the authenticator loads when it is needed.
import { writing } from './disk';
import { toJson } from './json';
import { toBase64Url } from './bytes';
import type { Session } from './session';
import type { Vouches } from './vouches';

/** The intents about passkeys, over one session. */
export function makePasskeyIntents(session: Pick<Session, 'ask' | 'command' | 'dated' | 'dropHeld' | 'live' | 'sendHeld'>): Vouches {
  const parts = (): Promise<typeof import('./webauthn')> => import('./webauthn');
  const known = () => session.live().book.thread.passkeys?.passkeys ?? [];
  return {
    newId: () => session.live().vault.newId(),
    askChallenge: (id) => session.ask({ type: 'passkey.challenge.request', id }),
    confirmHeld: async (id, { nonce }) => {
      const { outbox, vault } = session.live();
      const row = outbox.rows.find((one) => one.id === id && one.state === 'held');
      if (!row) return; // confirmed or dropped in another tab
      const { challengeOf, sign } = await parts();
      // What is confirmed now is meant now, however long it lay here.
      const body = toJson(await session.dated(row.command));
      const signed = await sign(await challengeOf(nonce, vault.device, id, body), known());
      await writing(session.sendHeld(id, { type: 'with_passkey', body: toBase64Url(body), ...signed }));
    },
    sendHeld: async (id) => {
      const row = session.live().outbox.rows.find((one) => one.id === id && one.state === 'held');
      if (row) await writing(session.sendHeld(id, row.command));
    },
    dropHeld: (id) => session.dropHeld(id),
    passkeyStanding: async () => (await parts()).passkeyStanding(),
    addPasskey: async (name, { id: asked, nonce }, id) => {
      const { create, joiningChallenge } = await parts();
      const { device, host } = session.live().vault;
      const made = await create(await joiningChallenge(nonce, device, asked), host, name, known());
      await session.command({ type: 'passkey.add', asked, name, ...made }, id);
    },
    removePasskey: (passkey, id) => session.command({ type: 'passkey.remove', passkey }, id),
    setDemand: (demand, id) => session.command({ type: 'passkeys.demand', demand }, id),
  };
}
