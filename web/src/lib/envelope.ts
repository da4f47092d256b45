// The envelope: 92 header bytes, then the sealed payload, kept as the very bytes that were sent.
import { concat, fromHex, readU32, readU64, toHex, u32, u64, type Bytes } from './bytes';
import { Class, Direction } from './wire';

export const VERSION = 1;
export const HEADER_BYTES = 92;
export const NONCE_BYTES = 12;
export const NO_NONCE: Bytes = new Uint8Array(NONCE_BYTES);

/** `key` names what opens the payload: an epoch, or the recipient of a DIRECT envelope or a COMMAND. */
export interface Header {
  readonly class: Class;
  readonly host: string;
  readonly direction: Direction;
  readonly sender: string;
  readonly id: string;
  readonly key: string;
  readonly nonce: Bytes;
  readonly expiresMs: number;
  readonly size: number;
}

export interface Envelope {
  readonly header: Header;
  readonly headerBytes: Bytes;
  readonly payload: Bytes;
  readonly raw: Bytes;
}

/** The bytes are no envelope of a version this app knows. */
export class MalformedEnvelope extends Error {}

export function packHeader(header: Header): Bytes {
  return concat(
    new Uint8Array([VERSION, header.class, header.direction, 0]),
    fromHex(header.host),
    fromHex(header.sender),
    fromHex(header.id),
    fromHex(header.key),
    header.nonce,
    u64(header.expiresMs),
    u32(header.size),
  );
}

export function makeEnvelope(header: Header, payload: Bytes): Envelope {
  const headerBytes = packHeader(header);
  return { header, headerBytes, payload, raw: concat(headerBytes, payload) };
}

/** Throws MalformedEnvelope. */
export function parseEnvelope(raw: Bytes): Envelope {
  if (raw.length < HEADER_BYTES) throw new MalformedEnvelope('shorter than a header');
  const [version, class_, direction] = raw;
  if (version !== VERSION) throw new MalformedEnvelope(`version ${version} is unknown`);
  if (!isClass(class_) || !isDirection(direction)) throw new MalformedEnvelope('class or direction is unknown');
  const size = readU32(raw, 88);
  if (size !== raw.length - HEADER_BYTES) throw new MalformedEnvelope("size differs from the payload's length");
  const header: Header = {
    class: class_,
    direction,
    host: toHex(raw.subarray(4, 20)),
    sender: toHex(raw.subarray(20, 36)),
    id: toHex(raw.subarray(36, 52)),
    key: toHex(raw.subarray(52, 68)),
    nonce: raw.slice(68, 80),
    expiresMs: readExpiry(raw),
    size,
  };
  return { header, headerBytes: raw.slice(0, HEADER_BYTES), payload: raw.slice(HEADER_BYTES), raw };
}

function readExpiry(raw: Bytes): number {
  try {
    return readU64(raw, 80);
  } catch (error) {
    throw new MalformedEnvelope('expiry is out of range', { cause: error });
  }
}

function isClass(value: number | undefined): value is Class {
  return Object.values<number | undefined>(Class).includes(value);
}

function isDirection(value: number | undefined): value is Direction {
  return Object.values<number | undefined>(Direction).includes(value);
}
