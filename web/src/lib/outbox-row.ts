// One command on its way to the host, as this device keeps it.
import type { Bytes } from './bytes';
import type { AnyCommand } from './wire';

/** A command sealed once: `sealed` is sent, and sent again, as these very bytes. */
export interface OutboxRow {
  id: string;
  command: AnyCommand;
  sealed: Bytes;
  state: 'device' | 'relay' | 'refused';
  /** Why the relay would not take it; only with `refused`. */
  refusal?: string;
}
