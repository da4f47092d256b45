// A command from the worker, with no page open: kept first, then handed to the relay.
import { identityOf } from './crypto/identity';
import { sealCommand } from './crypto/sealing';
import { webcrypto } from './crypto/webcrypto';
import { flushOutbox } from './flushing';
import { Outbox } from './outbox';
import { toSeal } from './sealer';
import type { Intent } from './session';
import type { Store } from './store';

/** Whether a command left this device, is kept on it, or could not be made: this device is not paired. */
export type Sent = 'sent' | 'kept' | 'unpaired';

/** Keep a command and send it; a page that is open hears of it by `tell`. */
export async function commandAlone(store: Store, intent: Intent, now: number, tell: () => void): Promise<Sent> {
  const [keys, paired, offset] = await Promise.all([store.fact('keys'), store.fact('paired'), store.fact('offset')]);
  if (!keys || !paired || keys.suite !== webcrypto.name) return 'unpaired';
  const sender = await identityOf(webcrypto, keys.sign);
  await new Outbox(store).add(
    { ...intent, made_at: now, offset_ms: offset ?? 0 },
    {
      sealCommand: async (command, expiresMs) => {
        const { header, raw } = await sealCommand(webcrypto, toSeal(webcrypto, sender, paired, command, expiresMs));
        return { id: header.id, bytes: raw };
      },
    },
  );
  tell();
  try {
    await flushOutbox(store);
    return 'sent';
  } catch (error) {
    console.warn('outbox', error);
    return 'kept';
  }
}
