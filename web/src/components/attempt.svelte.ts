// Does what a person asked for and keeps the reason, in words, when it could not be done.
import { keeping } from '../lib/words/keeping';

export interface Attempt {
  readonly busy: boolean;
  readonly failure: string | undefined;
  /** Runs an intent; tells whether it was taken. */
  run(intent: () => Promise<void>): Promise<boolean>;
}

/** A place for one component to try things from. */
export function attempt(): Attempt {
  let busy = $state(false);
  let failure = $state<string>();
  return {
    get busy() {
      return busy;
    },
    get failure() {
      return failure;
    },
    async run(intent) {
      busy = true;
      failure = undefined;
      try {
        await intent();
        return true;
      } catch (error) {
        failure = reasonOf(error);
        return false;
      } finally {
        busy = false;
      }
    },
  };
}

/** Our own errors speak to people; what a browser says is for the console. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && !(error instanceof DOMException) && !(error instanceof TypeError)) return error.message;
  console.error('attempt', error);
  return keeping.browser;
}
