// Stretches of records as one row of the store: ten thousand small rows cost more than the records themselves.
import { concat, type Bytes } from './bytes';

const HASH_BYTES = 32;

/** A verified record as its very bytes, with its hash for links from later incarnations. */
export interface RecordRow {
  seq: number;
  hash: Bytes;
  raw: Bytes;
}

/** Consecutive records from `from` on, end to end; `ends` are where each one ends in `raws`. */
export interface Chunk {
  from: number;
  ends: number[];
  hashes: Bytes;
  raws: Bytes;
}

/** Rows in the order of their seq as chunks, one for each stretch without a hole. */
export function toChunks(rows: readonly RecordRow[]): Chunk[] {
  const stretches: RecordRow[][] = [];
  for (const row of rows) {
    const open = stretches.at(-1);
    if (open?.at(-1)?.seq === row.seq - 1) open.push(row);
    else stretches.push([row]);
  }
  return stretches.map((stretch) => {
    let end = 0;
    return {
      from: stretch[0]?.seq ?? 0,
      ends: stretch.map(({ raw }) => (end += raw.length)),
      hashes: concat(...stretch.map(({ hash }) => hash)),
      raws: concat(...stretch.map(({ raw }) => raw)),
    };
  });
}

/** The rows of a chunk, as views of it: to be copied before they are kept. */
export function toRows({ from, ends, hashes, raws }: Chunk): RecordRow[] {
  return ends.map((end, index) => ({
    seq: from + index,
    hash: hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
    raw: raws.subarray(ends[index - 1] ?? 0, end),
  }));
}
