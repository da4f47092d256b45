// Keys from raw private bytes, for golden vectors; the app itself only ever makes fresh ones.
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { concat, fromHex, type Bytes } from '../bytes';
import type { DhKey, KeyHandle, SignKey, Suite } from './suite';

const DH_PREFIX = fromHex('302e020100300506032b656e04220420'); // PKCS #8 for X25519, RFC 8410
const SIGN_PREFIX = fromHex('302e020100300506032b657004220420'); // PKCS #8 for Ed25519, RFC 8410

export async function fixedDhKey(suite: Suite, raw: Bytes): Promise<DhKey> {
  const handle = await importRaw(suite, 'X25519', DH_PREFIX, raw, 'deriveBits');
  return { public: new Uint8Array(x25519.getPublicKey(raw)), private: handle };
}

export async function fixedSignKey(suite: Suite, seed: Bytes): Promise<SignKey> {
  const handle = await importRaw(suite, 'Ed25519', SIGN_PREFIX, seed, 'sign');
  return { public: new Uint8Array(ed25519.getPublicKey(seed)), private: handle };
}

async function importRaw(
  suite: Suite,
  name: string,
  prefix: Bytes,
  raw: Bytes,
  usage: 'deriveBits' | 'sign',
): Promise<KeyHandle> {
  if (suite.name === 'fallback') return raw;
  return crypto.subtle.importKey('pkcs8', concat(prefix, raw), { name }, false, [usage]);
}
