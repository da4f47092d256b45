// Envelopes: sealed to one party's key (commands, direct), and opened, also under an epoch key (records, ephemerals).
import { concat, lengthPrefixed, readU32, utf8, type Bytes } from '../bytes';
import { makeEnvelope, NO_NONCE, packHeader, type Envelope, type Header } from '../envelope';
import { MalformedRecord, parseRecord, SIGNATURE_BYTES, type ThreadRecord } from '../record';
import { Class, Direction } from '../wire';
import * as hpke from './hpke';
import { isSigned, partyOf, sign, type Identity } from './identity';
import { pad, paddedSize, unpad } from './padding';
import { Unopenable, type AesKey, type DhKey, type Suite } from './suite';

const CONTENT_FORMAT = 1;
const CONTENT_HEAD_BYTES = 5;

/** What every sealed envelope of a device's needs; `ephemeral` is handed in by golden vectors only. */
export interface ToSeal {
  readonly sender: Identity;
  readonly host: string;
  readonly recipientKey: Bytes;
  readonly body: Bytes;
  readonly id: string;
  readonly expiresMs: number;
  readonly ephemeral?: DhKey;
}

/** A command or direct envelope, opened. Nothing is proven before `isBy` says yes. */
export interface Opened {
  readonly envelope: Envelope;
  readonly body: Bytes;
  readonly signature: Bytes;
}

/** Seal a command to the host, once: what is sent again are the same bytes. */
export function sealCommand(suite: Suite, given: ToSeal): Promise<Envelope> {
  return sealPrivate(suite, given, Class.COMMAND, Direction.UP, given.host);
}

/** Seal to one party what no relay stores. */
export function sealDirect(
  suite: Suite,
  given: ToSeal & { readonly direction: Direction; readonly recipient: string },
): Promise<Envelope> {
  return sealPrivate(suite, given, Class.DIRECT, given.direction, given.recipient);
}

/** Open a command or direct envelope. Throws Unopenable. */
export async function openPrivate(suite: Suite, envelope: Envelope, key: DhKey): Promise<Opened> {
  const info = infoOf(purposeOf(envelope.header.class), envelope.headerBytes);
  return { envelope, ...split(unpad(await hpke.open(suite, key, info, envelope.payload))) };
}

/** Whether the holder of this Ed25519 key is the sender named, and signed header and body. */
export async function isBy(suite: Suite, opened: Opened, publicKey: Bytes): Promise<boolean> {
  const { header, headerBytes } = opened.envelope;
  if ((await partyOf(suite, publicKey)) !== header.sender) return false;
  return isSigned(suite, publicKey, opened.signature, purposeOf(header.class), headerBytes, opened.body);
}

/** Whether it belongs to the chain is for `chain` to say. Throws Unopenable. */
export async function openRecord(suite: Suite, envelope: Envelope, epochKey: AesKey): Promise<ThreadRecord> {
  const record = parsed(await openShared(suite, Class.RECORD, envelope, epochKey));
  if (record.id !== envelope.header.id) throw new Unopenable('the envelope names another record');
  return record;
}

/** The body of an ephemeral envelope that the host signed. Throws Unopenable. */
export async function openEphemeral(
  suite: Suite,
  envelope: Envelope,
  epochKey: AesKey,
  hostPublic: Bytes,
): Promise<Bytes> {
  const { body, signature } = split(await openShared(suite, Class.EPHEMERAL, envelope, epochKey));
  if (!(await isSigned(suite, hostPublic, signature, 'ephemeral', envelope.headerBytes, body))) {
    throw new Unopenable('not signed by the host');
  }
  return body;
}

async function sealPrivate(
  suite: Suite,
  given: ToSeal,
  class_: typeof Class.COMMAND | typeof Class.DIRECT,
  direction: Direction,
  key: string,
): Promise<Envelope> {
  const contentBytes = CONTENT_HEAD_BYTES + given.body.length + SIGNATURE_BYTES;
  const header: Header = {
    class: class_,
    host: given.host,
    direction,
    sender: given.sender.id,
    id: given.id,
    key,
    nonce: NO_NONCE,
    expiresMs: given.expiresMs,
    size: paddedSize(contentBytes) + hpke.OVERHEAD_BYTES,
  };
  const headerBytes = packHeader(header);
  const purpose = purposeOf(class_);
  const signature = await sign(suite, given.sender.key, purpose, headerBytes, given.body);
  const content = concat(new Uint8Array([CONTENT_FORMAT]), lengthPrefixed(given.body), signature);
  const info = infoOf(purpose, headerBytes);
  const payload = await hpke.seal(suite, given.recipientKey, info, pad(content), given.ephemeral);
  return makeEnvelope(header, payload);
}

async function openShared(suite: Suite, class_: Class, envelope: Envelope, epochKey: AesKey): Promise<Bytes> {
  if (envelope.header.class !== class_) throw new Unopenable('this class is sealed another way');
  const { header, headerBytes, payload } = envelope;
  return unpad(await suite.decrypt(epochKey, header.nonce, headerBytes, payload));
}

function purposeOf(class_: Class): 'command' | 'direct' {
  if (class_ === Class.COMMAND) return 'command';
  if (class_ === Class.DIRECT) return 'direct';
  throw new Unopenable('this class is sealed another way');
}

function infoOf(purpose: string, headerBytes: Bytes): Bytes {
  return concat(lengthPrefixed(utf8(`farhand/1/${purpose}`)), lengthPrefixed(headerBytes));
}

function split(content: Bytes): { body: Bytes; signature: Bytes } {
  if (content.length < CONTENT_HEAD_BYTES + SIGNATURE_BYTES) throw new Unopenable('content is too short');
  const end = CONTENT_HEAD_BYTES + readU32(content, 1);
  if (content[0] !== CONTENT_FORMAT || content.length !== end + SIGNATURE_BYTES) {
    throw new Unopenable('unknown format or length');
  }
  return { body: content.slice(CONTENT_HEAD_BYTES, end), signature: content.slice(end) };
}

function parsed(content: Bytes): ThreadRecord {
  try {
    return parseRecord(content);
  } catch (error) {
    throw error instanceof MalformedRecord ? new Unopenable('not a record', { cause: error }) : error;
  }
}
