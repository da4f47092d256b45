// The suite over WebCrypto: private keys never leave the browser's own store.
import type { Bytes } from '../bytes';
import { Unopenable, type KeyHandle, type Suite } from './suite';

const DH = 'X25519';
const SIGN = 'Ed25519';
const AES = 'AES-GCM';

export const webcrypto: Suite = {
  name: 'webcrypto',

  random: (size) => crypto.getRandomValues(new Uint8Array(size)),

  sha256: async (data) => new Uint8Array(await crypto.subtle.digest('SHA-256', data)),

  async hmacSha256(key, data) {
    const handle = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    return new Uint8Array(await crypto.subtle.sign('HMAC', handle, data));
  },

  importAesKey: (raw) => crypto.subtle.importKey('raw', raw, AES, false, ['encrypt', 'decrypt']),

  async encrypt(key, nonce, associated, plaintext) {
    const parameters = { name: AES, iv: nonce, additionalData: associated };
    return new Uint8Array(await crypto.subtle.encrypt(parameters, ours(key), plaintext));
  },

  async decrypt(key, nonce, associated, sealed) {
    const handle = ours(key);
    try {
      const parameters = { name: AES, iv: nonce, additionalData: associated };
      return new Uint8Array(await crypto.subtle.decrypt(parameters, handle, sealed));
    } catch (error) {
      throw new Unopenable('does not open', { cause: error });
    }
  },

  newDhKey: () => newKey(DH, ['deriveBits']),

  async exchange(key, remotePublic) {
    const handle = ours(key.private);
    const shared = await derive(handle, remotePublic).catch((error: unknown) => {
      throw new Unopenable('not a usable key', { cause: error });
    });
    if (shared.every((byte) => byte === 0)) throw new Unopenable('a key without a shared secret');
    return shared;
  },

  newSignKey: () => newKey(SIGN, ['sign']),

  async sign(key, data) {
    return new Uint8Array(await crypto.subtle.sign(SIGN, ours(key.private), data));
  },

  async verify(publicKey, signature, data) {
    try {
      const handle = await crypto.subtle.importKey('raw', publicKey, SIGN, false, ['verify']);
      return await crypto.subtle.verify(SIGN, handle, signature, data);
    } catch {
      return false;
    }
  },
};

/** Whether this page has WebCrypto with both curves, which older browsers and plain-http pages lack. */
export async function hasWebcrypto(): Promise<boolean> {
  if (!globalThis.crypto?.subtle) return false;
  try {
    await Promise.all([webcrypto.newDhKey(), webcrypto.newSignKey()]);
    return true;
  } catch {
    return false;
  }
}

async function newKey(name: string, usages: ['deriveBits'] | ['sign']): Promise<{ public: Bytes; private: CryptoKey }> {
  const all: KeyUsage[] = usages[0] === 'sign' ? ['sign', 'verify'] : usages;
  const pair = await crypto.subtle.generateKey({ name }, false, all);
  if (!('publicKey' in pair)) throw new TypeError(`\`${name}\` made no pair`);
  return { public: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)), private: pair.privateKey };
}

async function derive(handle: CryptoKey, remotePublic: Bytes): Promise<Bytes> {
  const remote = await crypto.subtle.importKey('raw', remotePublic, DH, false, []);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: DH, public: remote }, handle, 256));
}

function ours(handle: KeyHandle): CryptoKey {
  if (handle instanceof Uint8Array) throw new TypeError('this key belongs to the other suite');
  return handle;
}
