// The primitives that everything sealed or signed rests on, as a port with two implementations.
import type { Bytes } from '../bytes';

/** In a browser with WebCrypto a non-extractable CryptoKey, else raw bytes; either is stored in IndexedDB as it is. */
export type KeyHandle = CryptoKey | Bytes;

/** X25519. */
export interface DhKey {
  readonly public: Bytes;
  readonly private: KeyHandle;
}

/** Ed25519. */
export interface SignKey {
  readonly public: Bytes;
  readonly private: KeyHandle;
}

/** AES-256-GCM. */
export type AesKey = KeyHandle;

/** What was sealed does not open: another key, another context, or altered bytes. */
export class Unopenable extends Error {}

/** X25519, Ed25519, AES-256-GCM, SHA-256 and randomness. A key works with the suite that made it. */
export interface Suite {
  readonly name: 'webcrypto' | 'fallback';
  random(size: number): Bytes;
  sha256(data: Bytes): Promise<Bytes>;
  hmacSha256(key: Bytes, data: Bytes): Promise<Bytes>;
  importAesKey(raw: Bytes): Promise<AesKey>;
  encrypt(key: AesKey, nonce: Bytes, associated: Bytes, plaintext: Bytes): Promise<Bytes>;
  /** Throws Unopenable. */
  decrypt(key: AesKey, nonce: Bytes, associated: Bytes, sealed: Bytes): Promise<Bytes>;
  newDhKey(): Promise<DhKey>;
  /** Throws Unopenable for a public key without a shared secret. */
  exchange(key: DhKey, remotePublic: Bytes): Promise<Bytes>;
  newSignKey(): Promise<SignKey>;
  sign(key: SignKey, data: Bytes): Promise<Bytes>;
  verify(publicKey: Bytes, signature: Bytes, data: Bytes): Promise<boolean>;
}
