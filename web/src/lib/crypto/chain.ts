// The signed chain of records: check pages from either end.
import { sha256 } from '@noble/hashes/sha2.js'; // in place: ten thousand waits for WebCrypto cost more than the hashing
import { concat, equal, fromHex, u64, utf8, type Bytes } from '../bytes';
import { GENESIS, type ThreadRecord } from '../record';
import { isSigned } from './identity';
import type { Suite } from './suite';

/** The only record type that may begin another incarnation. */
export const RESTORED = 'host.restored';

/** A verified place in the chain: the newest record's seq and hash, and whose incarnation it is. */
export interface Tip {
  readonly seq: number;
  readonly hash: Bytes;
  readonly incarnation: string;
}

/** Why a page is refused, and at which record; nothing of it may be stored. */
export interface Rejection {
  readonly reason: 'gap' | 'fork' | 'bad_signature' | 'wrong_incarnation';
  readonly seq: number;
}

export function isRejection(verdict: Tip | Rejection | undefined): verdict is Rejection {
  return verdict !== undefined && 'reason' in verdict;
}

/** The place before the first record. */
export function genesis(incarnation: string): Tip {
  return { seq: 0, hash: GENESIS, incarnation };
}

/** h(n) of a record. */
export function recordHash(record: ThreadRecord): Bytes {
  const place = concat(record.prev, u64(record.seq), fromHex(record.id), utf8(record.type));
  return new Uint8Array(sha256.create().update(place).update(sha256(record.body)).digest());
}

/** The place at a record; only as trustworthy as the record. */
export function tipOf(record: ThreadRecord): Tip {
  return { seq: record.seq, hash: recordHash(record), incarnation: record.incarnation };
}

/** Whether the host signed this place in its chain. */
export function isHeadSigned(suite: Suite, tip: Tip, signature: Bytes, hostPublic: Bytes): Promise<boolean> {
  return isSigned(suite, hostPublic, signature, 'record', fromHex(tip.incarnation), u64(tip.seq), tip.hash);
}

/**
 * The tip after a page that follows `tip`, or why it does not.
 *
 * One signature is checked, the last; and that of each `host.restored` that begins another incarnation, because the
 * hash does not cover incarnations. After a restore such a page may follow an earlier tip than the newest: the caller
 * finds the tip that the first record's `prev` names, and hands in that one.
 */
export async function verifyPage(
  suite: Suite,
  tip: Tip,
  records: readonly ThreadRecord[],
  hostPublic: Bytes,
): Promise<Tip | Rejection> {
  let before = tip;
  for (const [index, record] of records.entries()) {
    const rejection = follows(before, record);
    if (rejection) return rejection;
    const after = tipOf(record);
    const begins = after.incarnation !== before.incarnation;
    if ((begins || index === records.length - 1) && !(await isHeadSigned(suite, after, record.signature, hostPublic))) {
      return { reason: 'bad_signature', seq: record.seq };
    }
    before = after;
  }
  return before;
}

/** Why a page of older records, oldest first, does not end at `prev` of the oldest record held. */
export function verifyOlder(oldestHeld: ThreadRecord, records: readonly ThreadRecord[]): Rejection | undefined {
  for (const [index, older] of records.entries()) {
    const rejection = follows(tipOf(older), records[index + 1] ?? oldestHeld);
    if (rejection) return rejection;
  }
  return undefined;
}

function follows(tip: Tip, record: ThreadRecord): Rejection | undefined {
  if (record.seq > tip.seq + 1) return { reason: 'gap', seq: record.seq };
  if (record.seq <= tip.seq || !equal(record.prev, tip.hash)) return { reason: 'fork', seq: record.seq };
  if (record.incarnation !== tip.incarnation && record.type !== RESTORED) {
    return { reason: 'wrong_incarnation', seq: record.seq };
  }
  return undefined;
}
