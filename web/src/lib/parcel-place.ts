// Where this device keeps the files that go with messages: apart from its thread, and gone without loading what sends them.
export const PARCELS = 'farhand-files';

/** Leave nothing of them on this device. */
export function forgetParcels(): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(PARCELS);
    asked.onsuccess = () => resolve();
    asked.onerror = () => reject(asked.error ?? new Error('the browser did not delete them'));
  });
}
