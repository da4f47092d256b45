// Which encoding a text has: what it says itself, else what fits it, as the host decides (`farhand/previews/encodings.py`).
// Both run `tests/vectors/encodings.json`.

export interface Decoded {
  text: string;
  /** The encoding that was assumed where the text says none and is not UTF-8. */
  assumed: string;
}

const LOOKED_AT_BYTES = 4096;
const UNUSED = /[\u0080-\u009f]/g; // bytes that Windows-1252 leaves open, which the browser passes on as control characters

/** Read a text. What is neither UTF-8 nor UTF-16 is read as Western European. */
export function decoded(raw: Uint8Array): Decoded {
  const as = (encoding: string, fatal = false): string => new TextDecoder(encoding, { fatal }).decode(raw);
  if (raw[0] === 0xff && raw[1] === 0xfe) return { text: as('utf-16le'), assumed: '' };
  if (raw[0] === 0xfe && raw[1] === 0xff) return { text: as('utf-16be'), assumed: '' };
  const order = orderOf(raw.subarray(0, LOOKED_AT_BYTES));
  if (order) return { text: as(order), assumed: 'UTF-16' };
  try {
    return { text: as('utf-8', true), assumed: '' };
  } catch {
    return { text: as('windows-1252').replace(UNUSED, '\ufffd'), assumed: 'Windows-1252' };
  }
}

/** The order of bytes of which every other one is mostly zero, as that of Latin letters is. */
function orderOf(raw: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const zeros = [0, 0] as [number, number];
  for (let at = 0; at < raw.length; at += 1) if (raw[at] === 0) zeros[at % 2 ? 1 : 0] += 1;
  if (Math.max(...zeros) <= Math.floor(raw.length / 4) || Math.min(...zeros) > 0) return undefined;
  return zeros[1] ? 'utf-16le' : 'utf-16be';
}
