// Where this device keeps the files that go with messages: apart from its thread, and gone without loading what sends them.
import { SHARED } from './shared-place';

export const PARCELS = 'farhand-files';

/** Leave nothing of either on this device. */
export async function forgetParcels(): Promise<void> {
  await Promise.all([PARCELS, SHARED].map(forget));
}

function forget(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = () => resolve();
    asked.onerror = () => reject(asked.error ?? new Error('the browser did not delete them'));
  });
}
