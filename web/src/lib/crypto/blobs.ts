// Files too large for an envelope: cut into chunks, each sealed alone, described by a manifest. Loaded when needed.
import { sha256 } from '@noble/hashes/sha2.js'; // WebCrypto cannot hash a file slice by slice
import { concat, equal, fromBase64Url, fromHex, lengthPrefixed, toBase64Url, u32, utf8, type Bytes } from '../bytes';
import { NONCE_BYTES } from '../envelope';
import type { Manifest } from '../wire';
import { newId } from './identity';
import { Unopenable, type AesKey, type Suite } from './suite';

export const CHUNK_BYTES = 1 << 20;

/** Where a chunk stands in its file; it opens only there. */
export interface Place {
  readonly blob: string;
  readonly index: number;
  readonly last: boolean;
}

/** `nonce` must be fresh and random. */
export async function sealChunk(suite: Suite, key: AesKey, place: Place, data: Bytes, nonce: Bytes): Promise<Bytes> {
  return concat(nonce, await suite.encrypt(key, nonce, associated(place), data));
}

/** Throws Unopenable. */
export function openChunk(suite: Suite, key: AesKey, place: Place, sealed: Bytes): Promise<Bytes> {
  const nonce = sealed.slice(0, NONCE_BYTES);
  return suite.decrypt(key, nonce, associated(place), sealed.slice(NONCE_BYTES));
}

/** How far a file is sealed: `chunks` are the hashes of those that are stored, `nonce` is the one of the chunk that is next. */
export interface Sealing {
  readonly blob: string;
  readonly key: Bytes;
  readonly chunks: readonly string[];
  readonly nonce?: Bytes;
}

/** Where a file's chunks go, and where it is kept how far it has come. */
export interface Keeper {
  /** On disk when this resolves. */
  keep(sealing: Sealing): Promise<void>;
  store(blob: string, index: number, sealed: Bytes, hash: string): Promise<void>;
}

export function beginFile(suite: Suite): Sealing {
  return { blob: newId(suite), key: suite.random(32), chunks: [] };
}

/**
 * Seal a file slice by slice, from where it was stopped; each sealed chunk is stored before the next is read.
 *
 * A chunk whose nonce is kept is sealed to the same bytes again, since the relay may have them already. The manifest is
 * what a message carries, after the last chunk was stored. An empty file is one empty chunk.
 */
export async function sealFile(suite: Suite, file: Blob, name: string, begun: Sealing, keeper: Keeper): Promise<Manifest> {
  const { blob } = begun;
  const key = await suite.importAesKey(begun.key);
  const digest = sha256.create();
  const count = Math.max(1, Math.ceil(file.size / CHUNK_BYTES));
  let sealing = begun;
  for (let index = 0; index < count; index++) {
    const slice = file.slice(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
    const data = new Uint8Array(await slice.arrayBuffer());
    digest.update(data);
    if (index < sealing.chunks.length) continue;
    const nonce = sealing.nonce ?? suite.random(NONCE_BYTES);
    if (!sealing.nonce) await keeper.keep({ ...sealing, nonce });
    const sealed = await sealChunk(suite, key, { blob, index, last: index === count - 1 }, data, nonce);
    const hash = toBase64Url(await suite.sha256(sealed));
    await keeper.store(blob, index, sealed, hash);
    sealing = { blob, key: begun.key, chunks: [...sealing.chunks, hash] };
    await keeper.keep(sealing);
  }
  return {
    blob,
    name,
    media: file.type || 'application/octet-stream',
    size: file.size,
    sha256: toBase64Url(new Uint8Array(digest.digest())),
    key: toBase64Url(begun.key),
    chunks: [...sealing.chunks],
  };
}

/** Yields a file's data chunk by chunk; throws Unopenable, at the end too when the hash differs. */
export async function* openFile(
  suite: Suite,
  manifest: Manifest,
  load: (blob: string, index: number) => Promise<Bytes>,
): AsyncGenerator<Bytes, void, void> {
  const key = await suite.importAesKey(fromBase64Url(manifest.key));
  const digest = sha256.create();
  let size = 0;
  for (const [index, hash] of manifest.chunks.entries()) {
    const sealed = await load(manifest.blob, index);
    if (!equal(await suite.sha256(sealed), fromBase64Url(hash))) {
      throw new Unopenable('the chunk is not the one the manifest names');
    }
    const place = { blob: manifest.blob, index, last: index === manifest.chunks.length - 1 };
    const data = await openChunk(suite, key, place, sealed);
    digest.update(data);
    size += data.length;
    yield data;
  }
  if (size !== manifest.size || !equal(new Uint8Array(digest.digest()), fromBase64Url(manifest.sha256))) {
    throw new Unopenable('the file is not the one the manifest names');
  }
}

function associated(place: Place): Bytes {
  const last = new Uint8Array([place.last ? 1 : 0]);
  return concat(lengthPrefixed(utf8('farhand/1/blob')), fromHex(place.blob), u32(place.index), last);
}
