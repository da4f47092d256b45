// What happens when this device keeps something no more, or not at all, in one place.
import { keeping } from './words/keeping';

/** Whether an error says that the browser may keep no more. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

/** Do something that writes; what the browser says of it is for the console, a person is told in words. */
export async function writing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    console.error('disk', error);
    throw new Error(isFull(error) ? keeping.full : keeping.failed, { cause: error });
  }
}
