// What happens when this device's disk is full, in one place.

/** Whether an error says that the browser may keep no more. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

/** Do something that writes; a full disk is told in words. */
export async function writing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isFull(error)) throw error;
    throw new Error("this device's storage is full; free some space and try again", { cause: error });
  }
}
