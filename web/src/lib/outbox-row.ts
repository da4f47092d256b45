// One command on its way to the host, as this device keeps it.
import type { Bytes } from './bytes';
import type { AnyCommand } from './wire';

/**
 * A command sealed once: `sealed` is sent, and sent again, as these very bytes.
 *
 * One that is `held` waits for a passkey: nothing is sealed yet, and nothing is sent.
 */
export interface OutboxRow {
  id: string;
  command: AnyCommand;
  sealed: Bytes;
  state: 'held' | 'device' | 'relay' | 'refused';
  /** Why the relay would not take it, or the host, without a passkey that vouches for it. */
  refusal?: string;
}
