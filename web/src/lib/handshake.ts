// What pairing and the session need of cryptography before there is a vault, as ports.
import type { Bytes } from './bytes';
import type { Heard } from './crypto/pairing';
import type { DeviceKeys } from './keys';
import type { Paired } from './store';
import type { Vault } from './vault';

/** One attempt: the same steps give the same bytes, so a broken line repeats them from the start. */
export interface Handshake {
  /** The keys to keep when the attempt succeeds. */
  readonly keys: DeviceKeys;
  /** Step 1. */
  readonly start: Bytes;
  /** Throws when the payload is not what the host of this invitation would say. */
  receive(payload: Bytes): Promise<Heard>;
}

/** What an invitation tells before anything begins. */
export interface Invited {
  hostName: string;
  rendezvous: string;
  /** Empty: the app's own origin. */
  relay: string;
  /** `replaces` is the device that this one was before. */
  begin(deviceName: string, replaces: string | undefined): Promise<Handshake>;
}

/** The crypto that the session is given. */
export interface Crypto {
  /** Throws an Error in words when the link is none. */
  readInvitation(link: string): Invited;
  openVault(keys: DeviceKeys, paired: Paired): Promise<Vault>;
}
