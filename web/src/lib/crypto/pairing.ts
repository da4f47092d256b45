// The device's half of pairing, without I/O: rendezvous payloads in, rendezvous payloads out.
import { concat, fromBase64Url, fromUtf8, toBase64Url, toHex, utf8, type Bytes } from '../bytes';
import type { Invitation } from '../invitation';
import { Step, type Accepted, type Declined, type DeviceHello, type DeviceProof } from '../wire';
import { expand, extract } from './hkdf';
import { isSigned, sign, type Identity } from './identity';
import { HandshakeFailed, Initiator, type InitiatorKeys, type Transport } from './noise';
import type { Suite } from './suite';

const PURPOSE = 'pairing';
const DIGITS = 6;

/** What a device says of itself while pairing. */
export interface DeviceTerms {
  readonly name: string;
  /** X25519 public key that others seal to. */
  readonly wrap: Bytes;
  readonly unprotected?: boolean;
  /** Id of the device that this one takes the place of. */
  readonly replaces?: string;
}

/** The host's keys, proven by its signature over this handshake. */
export interface HostKeys {
  readonly identity: Bytes;
  readonly hpke: Bytes;
  readonly name: string;
}

/** What a payload of the host's means. */
export type Heard =
  | { readonly kind: 'reply'; readonly payload: Bytes }
  | { readonly kind: 'host_proved'; readonly host: HostKeys; readonly digits: string }
  | { readonly kind: 'outcome'; readonly outcome: Accepted | Declined }
  /** Nobody signed it; the code is expired, used or busy. */
  | { readonly kind: 'turned_away'; readonly code: string };

/** The six digits that device and host derive from one handshake. */
export async function digitsOf(suite: Suite, handshakeHash: Bytes): Promise<string> {
  const secret = await extract(suite, new Uint8Array(), handshakeHash);
  const source = await expand(suite, secret, utf8('farhand/1/digits'), 8);
  return (BigInt(`0x${toHex(source)}`) % 10n ** BigInt(DIGITS)).toString().padStart(DIGITS, '0');
}

/**
 * `start`, then each payload received to `receive`, one at a time.
 *
 * The same payload is answered with the same bytes, so that a device that lost its connection repeats its steps from 1.
 */
export class DeviceHandshake {
  private transport: Transport | undefined;
  private readonly heard = new Map<string, Heard>();

  private constructor(
    private readonly suite: Suite,
    private readonly identity: Identity,
    private readonly terms: DeviceTerms,
    private readonly initiator: Initiator,
    /** Step 1. */
    readonly start: Bytes,
  ) {}

  /** Keys that are not handed in are made fresh. */
  static async begin(
    suite: Suite,
    invitation: Invitation,
    identity: Identity,
    terms: DeviceTerms,
    keys?: InitiatorKeys,
  ): Promise<DeviceHandshake> {
    const initiator = await Initiator.start(
      suite,
      await suite.sha256(invitation.packed),
      invitation.secret,
      invitation.key,
      keys ?? { static: await suite.newDhKey(), ephemeral: await suite.newDhKey() },
    );
    const hello: DeviceHello = { name: terms.name };
    const message = await initiator.writeMessage1(utf8(JSON.stringify(hello)));
    return new DeviceHandshake(suite, identity, terms, initiator, payloadOf(Step.HANDSHAKE_1, message));
  }

  /** Throws HandshakeFailed, which changes nothing. */
  async receive(payload: Bytes): Promise<Heard> {
    const known = this.heard.get(toHex(payload));
    if (known) return known;
    const heard = await this.understand(payload[0], payload.slice(1));
    this.heard.set(toHex(payload), heard);
    return heard;
  }

  private async understand(step: number | undefined, data: Bytes): Promise<Heard> {
    switch (step) {
      case Step.HANDSHAKE_2:
        return this.prove(data);
      case Step.HOST_PROOF:
        return this.checkHost(data);
      case Step.OUTCOME:
        return { kind: 'outcome', outcome: outcomeOf(parse(await this.opened().decrypt(data))) };
      case Step.REFUSED:
        return { kind: 'turned_away', code: new TextDecoder().decode(data) };
      default:
        throw new HandshakeFailed('not a step of the host');
    }
  }

  private async prove(message: Bytes): Promise<Heard> {
    if (this.transport) throw new HandshakeFailed('another message 2');
    const { transport } = await this.initiator.readMessage2(message);
    this.transport = transport;
    const { suite, identity, terms } = this;
    const proof: DeviceProof = {
      identity: toBase64Url(identity.key.public),
      wrap: toBase64Url(terms.wrap),
      name: terms.name,
      storage: suite.name,
      unprotected: terms.unprotected ?? false,
      ...(terms.replaces === undefined ? {} : { replaces: terms.replaces }),
      signature: toBase64Url(await sign(suite, identity.key, PURPOSE, transport.handshakeHash, utf8('device'))),
    };
    const sealed = await transport.encrypt(utf8(JSON.stringify(proof)));
    return { kind: 'reply', payload: payloadOf(Step.DEVICE_PROOF, sealed) };
  }

  private async checkHost(data: Bytes): Promise<Heard> {
    const transport = this.opened();
    const proof = parse(await transport.decrypt(data));
    const host = { identity: bytesIn(proof, 'identity'), hpke: bytesIn(proof, 'hpke'), name: textIn(proof, 'name') };
    const signature = bytesIn(proof, 'signature');
    const { handshakeHash } = transport;
    if (!(await isSigned(this.suite, host.identity, signature, PURPOSE, handshakeHash, utf8('host')))) {
      throw new HandshakeFailed("the host's signature does not hold");
    }
    return { kind: 'host_proved', host, digits: await digitsOf(this.suite, handshakeHash) };
  }

  private opened(): Transport {
    if (!this.transport) throw new HandshakeFailed('came before message 2');
    return this.transport;
  }
}

function payloadOf(step: Step, data: Bytes): Bytes {
  return concat(new Uint8Array([step]), data);
}

function parse(raw: Bytes): ReadonlyMap<string, unknown> {
  try {
    const value: unknown = JSON.parse(fromUtf8(raw));
    if (typeof value === 'object' && value !== null) return new Map(Object.entries(value));
  } catch (error) {
    throw new HandshakeFailed('not JSON', { cause: error });
  }
  throw new HandshakeFailed('not an object');
}

function textIn(message: ReadonlyMap<string, unknown>, name: string): string {
  const value = message.get(name);
  if (typeof value !== 'string') throw new HandshakeFailed(`\`${name}\` is missing`);
  return value;
}

function bytesIn(message: ReadonlyMap<string, unknown>, name: string): Bytes {
  try {
    return fromBase64Url(textIn(message, name));
  } catch (error) {
    throw new HandshakeFailed(`\`${name}\` is not base64url`, { cause: error });
  }
}

function outcomeOf(message: ReadonlyMap<string, unknown>): Accepted | Declined {
  if (message.get('type') === 'declined') {
    return { type: 'declined', code: textIn(message, 'code'), message: textIn(message, 'message') };
  }
  if (message.get('type') !== 'accepted') throw new HandshakeFailed('not an outcome');
  const access = message.get('access');
  const records = message.get('records');
  const at = message.get('at');
  if (typeof access !== 'object' || access === null || !Array.isArray(records) || typeof at !== 'number') {
    throw new HandshakeFailed('not an outcome');
  }
  const signed = new Map<string, unknown>(Object.entries(access));
  return {
    type: 'accepted',
    device: textIn(message, 'device'),
    host: textIn(message, 'host'),
    epoch: textIn(message, 'epoch'),
    epoch_key: textIn(message, 'epoch_key'),
    incarnation: textIn(message, 'incarnation'),
    access: { body: textIn(signed, 'body'), signature: textIn(signed, 'signature') },
    records: records.map((record: unknown) => {
      if (typeof record !== 'string') throw new HandshakeFailed('not an outcome');
      return record;
    }),
    at,
    demo: message.get('demo') === true,
  };
}
