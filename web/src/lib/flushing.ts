// Sends what is only on this device, over HTTP: for the worker, when no page is open to do it.
import { browserCrypto } from './keys';
import { Outbox } from './outbox';
import { RelayHttp } from './relay-http';
import type { Store } from './store';

/** Hand every unsent command to the relay; throws when one could not be, so that the browser tries again. */
export async function flushOutbox(store: Store): Promise<void> {
  const [keys, paired] = await Promise.all([store.fact('keys'), store.fact('paired')]);
  if (!keys || !paired) return;
  const outbox = new Outbox(store);
  await outbox.load();
  const unsent = outbox.rows.filter((row) => row.state === 'device');
  if (unsent.length === 0) return;
  const http = new RelayHttp(paired.relay, await browserCrypto(false).openVault(keys, paired));
  for (const row of unsent) {
    await http.send(row.sealed);
    await outbox.stored(row.id);
  }
}
