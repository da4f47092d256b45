// A host with real keys: seals and signs as the protocol says, keeps its thread in memory.
import { concat, fromHex, lengthPrefixed, toBase64Url, u32, u64, utf8, type Bytes } from '../bytes';
import { genesis, recordHash } from '../crypto/chain';
import * as hpke from '../crypto/hpke';
import { newId, newIdentity, sign, type Identity } from '../crypto/identity';
import { pad } from '../crypto/padding';
import { isBy, openPrivate, sealDirect } from '../crypto/sealing';
import type { AesKey, DhKey } from '../crypto/suite';
import { webcrypto as suite } from '../crypto/webcrypto';
import { makeEnvelope, NO_NONCE, packHeader, parseEnvelope, type Header } from '../envelope';
import { fromJson, toJson } from '../json';
import { packRecord, type ThreadRecord } from '../record';
import { Class, Direction, type AnyAnswer, type AnyEphemeral, type AnyEvent, type Heartbeat, type Signed } from '../wire';

const NO_ID = '0'.repeat(32);
const NEVER = 9_000_000_000_000;

/** One link of the fake thread. */
export interface Link {
  record: ThreadRecord;
  raw: Bytes;
  hash: Bytes;
}

/** The device as the host knows it. */
export interface KnownDevice {
  id: string;
  identity: Bytes;
  wrap: Bytes;
}

export class FakeHost {
  readonly identity: Identity;
  readonly hpke: DhKey;
  readonly boot = newId(suite);
  incarnation = newId(suite);
  epoch = newId(suite);
  links: Link[] = [];
  #epochRaw = suite.random(32);
  #epochKey: AesKey | undefined;
  #beats = 0;

  private constructor(identity: Identity, key: DhKey) {
    this.identity = identity;
    this.hpke = key;
  }

  static async make(): Promise<FakeHost> {
    return new FakeHost(await newIdentity(suite), await suite.newDhKey());
  }

  get id(): string {
    return this.identity.id;
  }

  get epochKey(): Bytes {
    return this.#epochRaw;
  }

  newEpoch(): void {
    this.epoch = newId(suite);
    this.#epochRaw = suite.random(32);
    this.#epochKey = undefined;
  }

  /** Add an event to the chain; the record is signed. */
  async append(event: AnyEvent): Promise<Link> {
    const last = this.links.at(-1);
    const place = last ? { seq: last.record.seq, hash: last.hash } : genesis(this.incarnation);
    const unsigned = {
      seq: place.seq + 1,
      incarnation: this.incarnation,
      id: newId(suite),
      type: event.type,
      prev: place.hash,
      body: toJson(event),
      signature: new Uint8Array(64),
    };
    const hash = recordHash(unsigned);
    const fields = [fromHex(this.incarnation), u64(unsigned.seq), hash];
    const record = { ...unsigned, signature: await sign(suite, this.identity.key, 'record', ...fields) };
    const link = { record, raw: packRecord(record), hash };
    this.links.push(link);
    return link;
  }

  async sealRecord({ record, raw }: Link): Promise<Bytes> {
    return this.#shared(Class.RECORD, record.id, raw);
  }

  async sealEphemeral(event: AnyEphemeral): Promise<Bytes> {
    const body = toJson(event);
    const size = 5 + body.length + 64;
    const header = this.#header(Class.EPHEMERAL, newId(suite), this.epoch, suite.random(12), pad(new Uint8Array(size)).length + 16);
    const signature = await sign(suite, this.identity.key, 'ephemeral', packHeader(header), body);
    const content = concat(new Uint8Array([1]), lengthPrefixed(body), signature);
    return makeEnvelope(header, await suite.encrypt(await this.#key(), header.nonce, packHeader(header), pad(content))).raw;
  }

  async sealEpoch(device: KnownDevice): Promise<Bytes> {
    const info = concat(
      ...[utf8('farhand/1/epoch'), fromHex(this.id), fromHex(this.epoch), fromHex(device.id)].map(lengthPrefixed),
    );
    const wrapped = await hpke.seal(suite, device.wrap, info, this.#epochRaw);
    const body = toJson({ epoch: this.epoch, wraps: { [device.id]: toBase64Url(wrapped) } });
    const header = this.#header(Class.EPOCH, newId(suite), NO_ID, NO_NONCE, 4 + body.length + 64);
    const signature = await sign(suite, this.identity.key, 'epoch', packHeader(header), body);
    return makeEnvelope(header, concat(u32(body.length), body, signature)).raw;
  }

  async answer(device: KnownDevice, answer: AnyAnswer): Promise<Bytes> {
    const given = {
      ...{ sender: this.identity, host: this.id, recipientKey: device.wrap, body: toJson(answer) },
      ...{ id: newId(suite), expiresMs: NEVER, direction: Direction.DOWN, recipient: device.id },
    };
    return (await sealDirect(suite, given)).raw;
  }

  /** What a device's envelope says, once its signature held. */
  async open(raw: Bytes, device: KnownDevice): Promise<{ id: string; message: { type: string } } | undefined> {
    const envelope = parseEnvelope(raw);
    const opened = await openPrivate(suite, envelope, this.hpke);
    const message = fromJson(opened.body);
    const holds = await isBy(suite, opened, device.identity);
    return holds && message ? { id: envelope.header.id, message } : undefined;
  }

  async heartbeat(at: number, state: Heartbeat['state'] = 'awake'): Promise<Signed> {
    const last = this.links.at(-1);
    this.#beats += 1;
    const beat: Heartbeat = {
      ...{ host: this.id, boot: this.boot, counter: this.#beats, at, state },
      ...{ incarnation: this.incarnation, seq: last?.record.seq ?? 0, head: toBase64Url(last?.hash ?? new Uint8Array(32)) },
    };
    return this.sign('presence', beat);
  }

  async sign(purpose: string, message: object): Promise<Signed> {
    const body = toJson(message);
    return { body: toBase64Url(body), signature: toBase64Url(await sign(suite, this.identity.key, purpose, body)) };
  }

  async #shared(class_: Class, id: string, content: Bytes): Promise<Bytes> {
    const padded = pad(content);
    const header = this.#header(class_, id, this.epoch, suite.random(12), padded.length + 16);
    return makeEnvelope(header, await suite.encrypt(await this.#key(), header.nonce, packHeader(header), padded)).raw;
  }

  async #key(): Promise<AesKey> {
    this.#epochKey ??= await suite.importAesKey(this.#epochRaw);
    return this.#epochKey;
  }

  #header(class_: Class, id: string, key: string, nonce: Bytes, size: number): Header {
    const direction = Direction.DOWN;
    return { class: class_, host: this.id, direction, sender: this.id, id, key, nonce, expiresMs: NEVER, size };
  }
}
