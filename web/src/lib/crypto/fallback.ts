// The suite in plain JavaScript, for pages and browsers without WebCrypto or its curves; loaded only there.
import { gcm } from '@noble/ciphers/aes.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Bytes } from '../bytes';
import { Unopenable, type KeyHandle, type Suite } from './suite';

export const fallback: Suite = {
  name: 'fallback',

  random,

  sha256: async (data) => owned(sha256(data)),

  hmacSha256: async (key, data) => owned(hmac(sha256, key, data)),

  importAesKey: async (raw) => raw.slice(),

  encrypt: async (key, nonce, associated, plaintext) => owned(gcm(ours(key), nonce, associated).encrypt(plaintext)),

  async decrypt(key, nonce, associated, sealed) {
    const raw = ours(key);
    try {
      return owned(gcm(raw, nonce, associated).decrypt(sealed));
    } catch (error) {
      throw new Unopenable('does not open', { cause: error });
    }
  },

  newDhKey: async () => {
    const secret = random(32);
    return { public: owned(x25519.getPublicKey(secret)), private: secret };
  },

  async exchange(key, remotePublic) {
    const raw = ours(key.private);
    try {
      return owned(x25519.getSharedSecret(raw, remotePublic));
    } catch (error) {
      throw new Unopenable('not a usable key', { cause: error });
    }
  },

  newSignKey: async () => {
    const seed = random(32);
    return { public: owned(ed25519.getPublicKey(seed)), private: seed };
  },

  sign: async (key, data) => owned(ed25519.sign(data, ours(key.private))),

  async verify(publicKey, signature, data) {
    try {
      return ed25519.verify(signature, data, publicKey, { zip215: false });
    } catch {
      return false;
    }
  },
};

function random(size: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(size));
}

function ours(handle: KeyHandle): Bytes {
  if (!(handle instanceof Uint8Array)) throw new TypeError('this key belongs to the other suite');
  return handle;
}

function owned(bytes: Uint8Array): Bytes {
  const { buffer, byteOffset, length } = bytes;
  return buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, length) : bytes.slice();
}
