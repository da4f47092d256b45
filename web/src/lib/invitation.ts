// What a pairing link carries: where to meet the host, the key made for it, and the one-time secret.
import { fromBase64Url, fromUtf8, readU32, toHex, type Bytes } from './bytes';
import { words } from './words';

const VERSION = 1;
const FRAGMENT_KEY = 'p=';
const NAME_AT = 86; // version, rendezvous, key, secret, expiry, length of the name

export interface Invitation {
  readonly rendezvous: string;
  /** X25519 public key made for this link. */
  readonly key: Bytes;
  /** The Noise psk. */
  readonly secret: Bytes;
  readonly expiresMs: number;
  readonly hostName: string;
  /** URL of the relay; empty when it is at the app's own origin. */
  readonly relay: string;
  /** The bytes that the link carries; their SHA-256 is the Noise prologue. */
  readonly packed: Bytes;
}

/** The text is no pairing link. */
export class MalformedLink extends Error {}

/** Reads a link, its fragment, or the bare text of it; throws MalformedLink. */
export function parseInvitation(link: string): Invitation {
  const start = link.lastIndexOf(FRAGMENT_KEY);
  const text = link.slice(start < 0 ? 0 : start + FRAGMENT_KEY.length).trim();
  try {
    return parse(fromBase64Url(text));
  } catch (error) {
    if (error instanceof MalformedLink) throw error;
    throw new MalformedLink(words.pair.noLink, { cause: error });
  }
}

function parse(packed: Bytes): Invitation {
  const nameEnd = NAME_AT + (packed[NAME_AT - 1] ?? 0);
  if (packed.length < NAME_AT || packed.length < nameEnd) throw new MalformedLink(words.pair.noLink);
  if (packed[0] !== VERSION) throw new MalformedLink(words.pair.otherVersion);
  return {
    rendezvous: toHex(packed.subarray(1, 17)),
    key: packed.slice(17, 49),
    secret: packed.slice(49, 81),
    expiresMs: readU32(packed, 81) * 1000,
    hostName: fromUtf8(packed.subarray(NAME_AT, nameEnd)),
    relay: fromUtf8(packed.subarray(nameEnd)),
    packed,
  };
}
