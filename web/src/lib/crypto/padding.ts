// Padding, so that sealed sizes tell little: a length, the content, zeros up to one of a few sizes.
import { readU32, u32, type Bytes } from '../bytes';
import { Unopenable } from './suite';

const SMALL_STEPS = [256, 1024, 4096];
const LARGE_STEP = 16384;
const LENGTH_BYTES = 4;

/** The size after padding of a content of that many bytes. */
export function paddedSize(contentBytes: number): number {
  const needed = LENGTH_BYTES + contentBytes;
  return SMALL_STEPS.find((step) => needed <= step) ?? Math.ceil(needed / LARGE_STEP) * LARGE_STEP;
}

export function pad(content: Bytes): Bytes {
  const padded = new Uint8Array(paddedSize(content.length));
  padded.set(u32(content.length));
  padded.set(content, LENGTH_BYTES);
  return padded;
}

/** Throws Unopenable when the content's length exceeds the padding. */
export function unpad(padded: Bytes): Bytes {
  if (padded.length < LENGTH_BYTES) throw new Unopenable('shorter than its length field');
  const length = readU32(padded, 0);
  if (length > padded.length - LENGTH_BYTES) throw new Unopenable('content exceeds its padding');
  return padded.slice(LENGTH_BYTES, LENGTH_BYTES + length);
}
