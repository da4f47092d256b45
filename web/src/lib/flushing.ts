// Sends what is only on this device, over HTTP: for the worker, when no page is open to do it.
import { webcrypto } from './crypto/webcrypto';
import { signLogin } from './login';
import { Outbox } from './outbox';
import { RelayHttp } from './relay-http';
import type { Store } from './store';

/** Hand every unsent command to the relay; throws when one could not be, so that the browser tries again. */
export async function flushOutbox(store: Store): Promise<void> {
  const [keys, paired] = await Promise.all([store.fact('keys'), store.fact('paired')]);
  // A worker cannot load the fallback's code; with such keys the page sends when it is opened.
  if (!keys || !paired || keys.suite !== webcrypto.name) return;
  const outbox = new Outbox(store);
  await outbox.load();
  const unsent = outbox.rows.filter((row) => row.state === 'device');
  const http = new RelayHttp(paired.relay, {
    login: (challenge, audience) => signLogin(webcrypto, keys.sign, paired.host, challenge, audience),
  });
  for (const row of unsent) {
    await http.send(row.sealed);
    await outbox.stored(row.id);
  }
}
