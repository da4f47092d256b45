import { expect, test } from 'vitest';
import type { Bytes } from './bytes';
import { Reader, toTip } from './reading';
import type { LinkedRecord, Tip } from './vault';

const GOOD: Bytes = new Uint8Array(64).fill(1);
const BAD: Bytes = new Uint8Array(64).fill(2);

/** A chain of records from 1 on; hashes are made from seq and incarnation, which is enough to link. */
function chain(incarnation: string, from: number, to: number, before?: LinkedRecord): LinkedRecord[] {
  const links: LinkedRecord[] = [];
  for (let seq = from; seq <= to; seq += 1) {
    const prev = (links.at(-1) ?? before)?.hash ?? new Uint8Array(32);
    links.push({
      ...{ seq, incarnation, id: `${incarnation}${seq}`, type: 'run.step', prev, body: new Uint8Array() },
      ...{ signature: GOOD, hash: hash(seq, incarnation), raw: new Uint8Array() },
    });
  }
  return links;
}

function hash(seq: number, incarnation: string): Bytes {
  return new Uint8Array([seq >> 8, seq, incarnation.charCodeAt(0)]);
}

function restored(incarnation: string, before: LinkedRecord): LinkedRecord {
  const [first] = chain(incarnation, before.seq + 1, before.seq + 1, before);
  if (!first) throw new Error('no record');
  return { ...first, type: 'host.restored' };
}

function readerAt(tip: LinkedRecord | undefined, kept: readonly LinkedRecord[]): { reader: Reader; checked: () => number } {
  let checks = 0;
  const held = {
    isSigned: (place: Tip) => {
      checks += 1;
      return Promise.resolve(place.signature === GOOD);
    },
    hashAt: (seq: number) => Promise.resolve(kept.find((link) => link.seq === seq)?.hash),
  };
  const start = tip ? toTip(tip) : { seq: 0, hash: new Uint8Array(32), incarnation: 'a', signature: GOOD };
  return { reader: new Reader(held, start, []), checked: () => checks };
}

function at(links: readonly LinkedRecord[], index: number): LinkedRecord {
  const link = links.at(index);
  if (!link) throw new Error('no such record');
  return link;
}

test('a page costs one signature, however long it is', async () => {
  const { reader, checked } = readerAt(undefined, []);
  const taken = await reader.take(chain('a', 1, 500));
  expect(taken.records).toHaveLength(500);
  expect(checked()).toBe(1);
});

test('records that come backwards are taken in order', async () => {
  const { reader } = readerAt(undefined, []);
  const links = chain('a', 1, 5);
  const taken = [];
  for (const link of links.toReversed()) taken.push(...(await reader.take([link])).records);
  expect(taken.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
});

test('a gap names the record before which something is missing', async () => {
  const { reader } = readerAt(undefined, []);
  const links = chain('a', 1, 6);
  await reader.take([at(links, 0), at(links, 4), at(links, 3)]);
  expect(reader.wanted).toBe(4);
  expect((await reader.take(links.slice(1, 3))).records.map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
  expect(reader.wanted).toBeUndefined();
});

test('of a stretch with a false end only what the host signed is believed', async () => {
  const { reader } = readerAt(undefined, []);
  const links = chain('a', 1, 4);
  const taken = await reader.take([...links.slice(0, 3), { ...at(links, 3), signature: BAD }]);
  expect(taken.records).toHaveLength(3);
  expect(reader.tip.seq).toBe(3);
});

test('a stretch without a true signature changes nothing', async () => {
  const { reader } = readerAt(undefined, []);
  const taken = await reader.take(chain('a', 1, 3).map((link) => ({ ...link, signature: BAD })));
  expect(taken).toEqual({ records: [], forged: true });
  expect(reader.tip.seq).toBe(0);
});

test('a fork is dropped and asked about', async () => {
  const links = chain('a', 1, 3);
  const { reader } = readerAt(at(links, 2), links);
  const [fork] = chain('a', 4, 4, at(links, 1));
  const taken = await reader.take(fork ? [fork] : []);
  expect(taken.records).toEqual([]);
  expect(reader.wanted).toBe(4);
});

test('a restored host takes back what came after the hash it names', async () => {
  const links = chain('a', 1, 5);
  const { reader } = readerAt(at(links, 4), links);
  const again = restored('b', at(links, 2));
  const taken = await reader.take([again, ...chain('b', 5, 6, again)]);
  expect(taken.rollbackTo).toBe(3);
  expect(taken.records.map(({ incarnation, seq }) => `${incarnation}${seq}`)).toEqual(['b4', 'b5', 'b6']);
  expect(reader.tip).toMatchObject({ seq: 6, incarnation: 'b' });
});

test('lost and new records in one batch end as the new ones', async () => {
  const links = chain('a', 1, 5);
  const { reader } = readerAt(at(links, 1), links.slice(0, 2));
  const again = restored('b', at(links, 2));
  const taken = await reader.take([...links.slice(2), again]);
  expect(taken.rollbackTo).toBe(3);
  expect(taken.records.map(({ incarnation, seq }) => `${incarnation}${seq}`)).toEqual(['a3', 'b4']);
});

test('another incarnation without its restore record is not believed', async () => {
  const links = chain('a', 1, 3);
  const { reader } = readerAt(at(links, 2), links);
  const taken = await reader.take(chain('b', 4, 5, at(links, 2)));
  expect(taken.records).toEqual([]);
  expect(reader.wanted).toBeDefined();
});

test('a restore that names a hash this device does not hold is not believed', async () => {
  const links = chain('a', 1, 3);
  const { reader } = readerAt(at(links, 2), links);
  const elsewhere = chain('x', 1, 2);
  expect((await reader.take([restored('b', at(elsewhere, 1))])).records).toEqual([]);
});

test('an incarnation that was left does not come back', async () => {
  const links = chain('a', 1, 3);
  const { reader } = readerAt(at(links, 2), links);
  const b = restored('b', at(links, 2));
  await reader.take([b]);
  const c = restored('c', at(links, 1));
  await reader.take([c]);
  const taken = await reader.take([b, ...chain('a', 4, 4, at(links, 2))]);
  expect(taken.records).toEqual([]);
  expect(reader.tip.incarnation).toBe('c');
});

test('older records must lead to the oldest one kept', () => {
  const links = chain('a', 1, 5);
  const { reader } = readerAt(at(links, 4), links.slice(3));
  expect(reader.takeOlder(at(links, 3), links.slice(0, 3))).toEqual(links.slice(0, 3));
  expect(reader.takeOlder(at(links, 3), links.slice(0, 2))).toEqual([]);
  expect(reader.takeOlder(at(links, 3), chain('x', 1, 3))).toEqual([]);
});
