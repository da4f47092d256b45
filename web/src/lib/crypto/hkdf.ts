// HKDF-SHA256 (RFC 5869), in its two steps, which HPKE and Noise use apart.
import { concat, type Bytes } from '../bytes';
import type { Suite } from './suite';

const HASH_BYTES = 32;

export function extract(suite: Suite, salt: Bytes, material: Bytes): Promise<Bytes> {
  return suite.hmacSha256(salt.length > 0 ? salt : new Uint8Array(HASH_BYTES), material);
}

export async function expand(suite: Suite, secret: Bytes, info: Bytes, size: number): Promise<Bytes> {
  const blocks: Bytes[] = [];
  let last: Bytes = new Uint8Array();
  for (let counter = 1; blocks.length * HASH_BYTES < size; counter++) {
    last = await suite.hmacSha256(secret, concat(last, info, new Uint8Array([counter])));
    blocks.push(last);
  }
  return concat(...blocks).slice(0, size);
}
