// The bytes of a record: one event in the thread's signed chain.
import { concat, fromHex, fromUtf8, lengthPrefixed, readU32, readU64, toHex, u64, utf8, type Bytes } from './bytes';

export const HASH_BYTES = 32;
export const SIGNATURE_BYTES = 64;
export const GENESIS: Bytes = new Uint8Array(HASH_BYTES);

const FORMAT = 1;
const ASCII = /^[\x00-\x7f]*$/;
const TYPE_AT = 74; // format, seq, incarnation, id, prev, length of type

/** One link of the chain. `body` is the event's JSON, kept raw; `prev` is the hash of the record before. */
export interface ThreadRecord {
  readonly seq: number;
  readonly incarnation: string;
  readonly id: string;
  readonly type: string;
  readonly prev: Bytes;
  readonly body: Bytes;
  readonly signature: Bytes;
}

/** What the thread is folded from. */
export type Told = Pick<ThreadRecord, 'seq' | 'id' | 'type' | 'body'>;

/** The bytes are no record of a format this app knows. */
export class MalformedRecord extends Error {}

export function packRecord(record: ThreadRecord): Bytes {
  const type = utf8(record.type);
  return concat(
    new Uint8Array([FORMAT]),
    u64(record.seq),
    fromHex(record.incarnation),
    fromHex(record.id),
    record.prev,
    new Uint8Array([type.length]),
    type,
    lengthPrefixed(record.body),
    record.signature,
  );
}

/** Proves nothing: see `crypto/chain`. Throws MalformedRecord. */
export function parseRecord(raw: Bytes): ThreadRecord {
  const { body, ...told } = readTold(raw);
  const [incarnation, prev, signature] = [toHex(raw.subarray(9, 25)), raw.slice(41, 73), raw.slice(raw.length - SIGNATURE_BYTES)];
  return { ...told, incarnation, prev, body: body.slice(), signature };
}

/** What a record tells, without a copy: `body` is a view of the record. Proves nothing. Throws MalformedRecord. */
export function readTold(raw: Bytes): Told {
  try {
    return read(raw);
  } catch (error) {
    if (error instanceof MalformedRecord) throw error;
    throw new MalformedRecord('not a record', { cause: error });
  }
}

function read(raw: Bytes): Told {
  const bodyAt = TYPE_AT + (raw[TYPE_AT - 1] ?? 0) + 4;
  const bodyEnd = bodyAt + readU32(raw, bodyAt - 4);
  if (raw[0] !== FORMAT || raw.length !== bodyEnd + SIGNATURE_BYTES) {
    throw new MalformedRecord('unknown format or length');
  }
  const type = fromUtf8(raw.subarray(TYPE_AT, bodyAt - 4));
  if (!ASCII.test(type)) throw new MalformedRecord('the type is not ASCII');
  return { seq: readU64(raw, 1), id: toHex(raw.subarray(25, 41)), type, body: raw.subarray(bodyAt, bodyEnd) };
}
