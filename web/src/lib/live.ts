// What there is once this device is paired, as it is read from what is kept.
import { Book, type Folding } from './book';
import { Outbox } from './outbox';
import type { Page } from './page';
import { RelayHttp } from './relay-http';
import type { Paired, Store } from './store';
import type { Vault } from './vault';

/** A paired device's parts. */
export interface Live {
  paired: Paired;
  vault: Vault;
  http: RelayHttp;
  outbox: Outbox;
  book: Book;
}

/** Read what is kept; undefined when this device is not paired. */
export async function readLive(store: Store, page: Pick<Page, 'crypto'>, folding: (how: Folding) => void): Promise<Live | undefined> {
  const [paired, keys] = await Promise.all([store.fact('paired'), store.fact('keys')]);
  if (!paired || keys === undefined) return undefined;
  const book = new Book(store, paired, folding);
  const outbox = new Outbox(store);
  const [vault] = await Promise.all([page.crypto.openVault(keys, paired), book.load(), outbox.load()]);
  return { paired, vault, http: new RelayHttp(paired.relay, vault), outbox, book };
}
