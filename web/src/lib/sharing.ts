// What other apps share with this one: kept by the worker first, then taken into the message being written.
import { openDB, type DBSchema } from 'idb';
import { SHARED } from './shared-place';

export interface Share {
  text: string;
  files: File[];
}

interface Schema extends DBSchema {
  shares: { key: number; value: Share };
}

const VERSION = 1;

/** What was shared: its words, each once, since many apps repeat the address within the text. */
export function toShare(form: FormData): Share {
  const said = ['title', 'text', 'url'].map((name) => form.get(name)).filter((value) => typeof value === 'string');
  const parts = said.map((part) => part.trim()).filter(Boolean);
  const text = parts.filter((part, at) => !parts.some((other, index) => index !== at && other.includes(part) && (other !== part || index < at))).join('\n');
  return { text, files: form.getAll('files').filter((value) => value instanceof File).filter((file) => !isEmptyPart(file)) };
}

/** A form without a file has a part for one all the same: without a name, and without bytes. */
const isEmptyPart = ({ name, size }: File): boolean => name === '' && size === 0;

/** Keep what was shared until the app takes it. */
export async function keepShare(share: Share): Promise<void> {
  await withShares((db) => db.add('shares', share));
}

/** Hand on everything that was shared, oldest first, and let go of each once it is taken. */
export async function takeShares(take: (share: Share) => Promise<void>): Promise<void> {
  await withShares(async (db) => {
    for (const key of await db.getAllKeys('shares')) {
      const share = await db.get('shares', key);
      if (share) await take(share);
      await db.delete('shares', key);
    }
  });
}

async function withShares<T>(work: (db: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
  const db = await open();
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

function open() {
  return openDB<Schema>(SHARED, VERSION, {
    upgrade(fresh) {
      fresh.createObjectStore('shares', { autoIncrement: true });
    },
  });
}
