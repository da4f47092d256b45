// Epoch keys, as the host hands them to each device: a list it signed, the key wrapped for each alone.
import { concat, fromBase64Url, fromHex, fromUtf8, lengthPrefixed, readU32, utf8, type Bytes } from '../bytes';
import type { Envelope } from '../envelope';
import { SIGNATURE_BYTES } from '../record';
import { Class } from '../wire';
import * as hpke from './hpke';
import { isSigned } from './identity';
import { Unopenable, type DhKey, type Suite } from './suite';

const EPOCH_KEY_BYTES = 32;
const LENGTH_BYTES = 4;
const ID = /^[0-9a-f]{32}$/;

export interface OpenedEpoch {
  readonly epoch: string;
  readonly key: Bytes;
}

/** The epoch and its key; undefined when it was not wrapped for this device. Throws Unopenable. */
export async function openEpoch(
  suite: Suite,
  envelope: Envelope,
  hostPublic: Bytes,
  device: string,
  wrapKey: DhKey,
): Promise<OpenedEpoch | undefined> {
  const { header, headerBytes, payload } = envelope;
  if (header.class !== Class.EPOCH) throw new Unopenable('not an epoch envelope');
  if (payload.length < LENGTH_BYTES + SIGNATURE_BYTES) throw new Unopenable('not an epoch payload');
  const end = LENGTH_BYTES + readU32(payload, 0);
  if (payload.length !== end + SIGNATURE_BYTES) throw new Unopenable('not an epoch payload');
  const body = payload.slice(LENGTH_BYTES, end);
  if (!(await isSigned(suite, hostPublic, payload.slice(end), 'epoch', headerBytes, body))) {
    throw new Unopenable('not signed by the host');
  }
  const { epoch, wrapped } = parse(body, device);
  if (wrapped === undefined) return undefined;
  const info = concat(
    ...[utf8('farhand/1/epoch'), fromHex(header.host), fromHex(epoch), fromHex(device)].map(lengthPrefixed),
  );
  const key = await hpke.open(suite, wrapKey, info, wrapped);
  if (key.length !== EPOCH_KEY_BYTES) throw new Unopenable('the wrapped key has another length');
  return { epoch, key };
}

function parse(body: Bytes, device: string): { epoch: string; wrapped: Bytes | undefined } {
  try {
    const keys: unknown = JSON.parse(fromUtf8(body));
    if (typeof keys === 'object' && keys !== null && 'epoch' in keys && 'wraps' in keys) {
      const { epoch, wraps } = keys;
      if (typeof epoch === 'string' && ID.test(epoch) && typeof wraps === 'object' && wraps !== null) {
        const wrap = new Map<string, unknown>(Object.entries(wraps)).get(device);
        if (wrap === undefined || typeof wrap === 'string') {
          return { epoch, wrapped: wrap === undefined ? undefined : fromBase64Url(wrap) };
        }
      }
    }
  } catch (error) {
    throw new Unopenable('not a list of epoch keys', { cause: error });
  }
  throw new Unopenable('not a list of epoch keys');
}
