// Who a device or host is: its Ed25519 key, its id, and what it signs.
import { concat, lengthPrefixed, toHex, utf8, type Bytes } from '../bytes';
import type { SignKey, Suite } from './suite';

const ID_BYTES = 16;

export interface Identity {
  readonly key: SignKey;
  readonly id: string;
}

export async function newIdentity(suite: Suite): Promise<Identity> {
  return identityOf(suite, await suite.newSignKey());
}

export async function identityOf(suite: Suite, key: SignKey): Promise<Identity> {
  return { key, id: await partyOf(suite, key.public) };
}

/** The id of the host or device that an Ed25519 public key belongs to. */
export async function partyOf(suite: Suite, publicKey: Bytes): Promise<string> {
  return toHex((await suite.sha256(publicKey)).slice(0, ID_BYTES));
}

/** A new random id. */
export function newId(suite: Suite): string {
  return toHex(suite.random(ID_BYTES));
}

/** The bytes to sign: `farhand/1/<purpose>` and the fields, length-prefixed so that none run together. */
export function statement(purpose: string, ...fields: readonly Bytes[]): Bytes {
  return concat(lengthPrefixed(utf8(`farhand/1/${purpose}`)), ...fields.map(lengthPrefixed));
}

export function sign(suite: Suite, key: SignKey, purpose: string, ...fields: readonly Bytes[]): Promise<Bytes> {
  return suite.sign(key, statement(purpose, ...fields));
}

export function isSigned(
  suite: Suite,
  publicKey: Bytes,
  signature: Bytes,
  purpose: string,
  ...fields: readonly Bytes[]
): Promise<boolean> {
  return suite.verify(publicKey, signature, statement(purpose, ...fields));
}
