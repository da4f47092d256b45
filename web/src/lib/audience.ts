// Who sync works between: the line that it writes to and the app that it tells.
import type { Bytes } from './bytes';
import type { Heard } from './presence';
import type { Entry } from './thread';
import type { AnyEphemeral, AnyRequest, Contacts, Filenames, PasskeyChallenge, Preview, Statistics, ToRelay } from './wire';

/** The line to the relay, as sync uses it. */
export interface Line {
  send(envelope: Bytes): boolean;
  control(message: ToRelay): boolean;
  caughtUp(): void;
}

/** What the host can be asked, and answers anew each time: it is not in the thread. */
export type Told = Statistics | Contacts | Filenames | PasskeyChallenge | Preview;
export type Asked = Told['type'];
export type HostRequest = Extract<AnyRequest, { type: `${Asked}.request` }>;

/** What the app is told, always after it was stored. */
export interface Audience {
  /** New records, in order; resolves when they are folded and kept. */
  read(entries: Entry[]): Promise<void>;
  /** History changed behind what was shown: read everything again from the store. */
  reread(): void;
  writing(event: AnyEphemeral): void;
  heard(heard: Heard): void;
  /** Host time minus this device's, as just measured. */
  measured(offsetMs: number): void;
  /** The host answered what was asked of it. */
  told(answer: Told): void;
  /** How many records are known to exist that did not come. */
  missing(count: number): void;
  /** Rows of the outbox moved. */
  receipts(): void;
  /** Records linked, and none was signed by the host. */
  forged(): void;
  /** Something could not be stored (a full disk, say): start again from what is. */
  failed(error: unknown): void;
}
