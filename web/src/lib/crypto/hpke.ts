// Sealing to one party's key: HPKE base mode (RFC 9180), X25519, HKDF-SHA256, AES-256-GCM, empty aad.
// One implementation over either suite, so that a private key may be a non-extractable CryptoKey.
import { concat, u16, utf8, type Bytes } from '../bytes';
import { expand, extract } from './hkdf';
import { Unopenable, type DhKey, type Suite } from './suite';

export const KEY_BYTES = 32;
/** The encapsulated key before, the tag behind the ciphertext. */
export const OVERHEAD_BYTES = KEY_BYTES + 16;

const NOTHING: Bytes = new Uint8Array();
const KEM_ID = concat(utf8('KEM'), u16(0x0020));
const SUITE_ID = concat(utf8('HPKE'), u16(0x0020), u16(0x0001), u16(0x0002));

/** What sender and recipient share. */
export interface Context {
  readonly encapsulated: Bytes;
  readonly key: Bytes;
  readonly nonce: Bytes;
}

/** The encapsulated key, then the ciphertext. The ephemeral key is fresh unless golden vectors hand one in. */
export async function seal(
  suite: Suite,
  recipientPublic: Bytes,
  info: Bytes,
  plaintext: Bytes,
  ephemeral?: DhKey,
): Promise<Bytes> {
  const context = await senderContext(suite, recipientPublic, info, ephemeral ?? (await suite.newDhKey()));
  const key = await suite.importAesKey(context.key);
  return concat(context.encapsulated, await suite.encrypt(key, context.nonce, NOTHING, plaintext));
}

/** Throws Unopenable. */
export async function open(suite: Suite, recipient: DhKey, info: Bytes, sealed: Bytes): Promise<Bytes> {
  if (sealed.length < OVERHEAD_BYTES) throw new Unopenable('shorter than a key and a tag');
  const context = await recipientContext(suite, recipient, info, sealed.slice(0, KEY_BYTES));
  return suite.decrypt(await suite.importAesKey(context.key), context.nonce, NOTHING, sealed.slice(KEY_BYTES));
}

export async function senderContext(
  suite: Suite,
  recipientPublic: Bytes,
  info: Bytes,
  ephemeral: DhKey,
): Promise<Context> {
  const shared = await suite.exchange(ephemeral, recipientPublic);
  return schedule(suite, ephemeral.public, recipientPublic, shared, info);
}

export async function recipientContext(
  suite: Suite,
  recipient: DhKey,
  info: Bytes,
  encapsulated: Bytes,
): Promise<Context> {
  const shared = await suite.exchange(recipient, encapsulated);
  return schedule(suite, encapsulated, recipient.public, shared, info);
}

async function schedule(
  suite: Suite,
  encapsulated: Bytes,
  recipientPublic: Bytes,
  exchanged: Bytes,
  info: Bytes,
): Promise<Context> {
  const prk = await labelledExtract(suite, KEM_ID, NOTHING, 'eae_prk', exchanged);
  const kemContext = concat(encapsulated, recipientPublic);
  const shared = await labelledExpand(suite, KEM_ID, prk, 'shared_secret', kemContext, KEY_BYTES);
  const context = concat(
    new Uint8Array([0]), // base mode
    await labelledExtract(suite, SUITE_ID, NOTHING, 'psk_id_hash', NOTHING),
    await labelledExtract(suite, SUITE_ID, NOTHING, 'info_hash', info),
  );
  const secret = await labelledExtract(suite, SUITE_ID, shared, 'secret', NOTHING);
  return {
    encapsulated,
    key: await labelledExpand(suite, SUITE_ID, secret, 'key', context, KEY_BYTES),
    nonce: await labelledExpand(suite, SUITE_ID, secret, 'base_nonce', context, 12),
  };
}

function labelledExtract(suite: Suite, id: Bytes, salt: Bytes, label: string, material: Bytes): Promise<Bytes> {
  return extract(suite, salt, concat(utf8('HPKE-v1'), id, utf8(label), material));
}

function labelledExpand(
  suite: Suite,
  id: Bytes,
  secret: Bytes,
  label: string,
  info: Bytes,
  size: number,
): Promise<Bytes> {
  return expand(suite, secret, concat(u16(size), utf8('HPKE-v1'), id, utf8(label), info), size);
}
