// The device's keys at work: the ports of sync and pairing over the crypto suite that this browser has.
import { concat, fromBase64Url, type Bytes } from './bytes';
import { isHeadSigned, recordHash } from './crypto/chain';
import type { Keeper, Sealing } from './crypto/blobs';
import { chooseSuite, loadSuite } from './crypto/choose';
import { openEpoch } from './crypto/epochs';
import { identityOf, isSigned, newId, newIdentity, type Identity } from './crypto/identity';
import { DeviceHandshake } from './crypto/pairing';
import { isBy, openEphemeral, openPrivate, openRecord, sealCommand, sealDirect } from './crypto/sealing';
import type { AesKey, DhKey, SignKey, Suite } from './crypto/suite';
import type { Envelope } from './envelope';
import type { Crypto, Invited } from './handshake';
import { parseInvitation } from './invitation';
import { fromJson, knows } from './json';
import { signLogin } from './login';
import { packRecord, parseRecord, type ThreadRecord } from './record';
import { toSeal } from './sealer';
import type { Paired } from './store';
import type { EpochKey, LinkedRecord, Tip, Vault } from './vault';
import {
  Direction,
  type AnyAnswer,
  type AnyCommand,
  type AnyEphemeral,
  type AnyRequest,
  type Challenge,
  type Login,
  type Manifest,
  type Signed,
} from './wire';

/** The private keys of a device, as IndexedDB takes them. */
export interface DeviceKeys {
  suite: Suite['name'];
  sign: SignKey;
  wrap: DhKey;
}

const isAnswer = knows<AnyAnswer>({ contacts: true, filenames: true, 'passkey.challenge': true, preview: true, snapshot: true, page: true, statistics: true });
const isEphemeral = knows<AnyEphemeral>({ 'run.text': true, 'run.output': true });

/** The crypto of this browser. `unprotected` is told to the host while pairing. */
export function browserCrypto(unprotected: boolean): Crypto {
  return {
    readInvitation: (link) => toInvited(link, unprotected),
    openVault: async (keys: DeviceKeys, paired: Paired): Promise<Vault> => {
      const suite = await loadSuite(keys.suite);
      return new DeviceVault(suite, await identityOf(suite, keys.sign), keys.wrap, paired);
    },
  };
}

function toInvited(link: string, unprotected: boolean): Invited {
  const invitation = parseInvitation(link);
  return {
    hostName: invitation.hostName,
    rendezvous: invitation.rendezvous,
    relay: invitation.relay,
    begin: async (name, replaces) => {
      const suite = await chooseSuite();
      const [identity, wrap] = await Promise.all([newIdentity(suite), suite.newDhKey()]);
      const terms = { name, wrap: wrap.public, unprotected, ...(replaces === undefined ? {} : { replaces }) };
      const handshake = await DeviceHandshake.begin(suite, invitation, identity, terms);
      return {
        keys: { suite: suite.name, sign: identity.key, wrap },
        start: handshake.start,
        receive: (payload) => handshake.receive(payload),
      };
    },
  };
}

class DeviceVault implements Vault {
  readonly device: string;
  readonly host: string;
  readonly #suite: Suite;
  readonly #identity: Identity;
  readonly #wrap: DhKey;
  readonly #hostKey: Bytes;
  readonly #to: Pick<Paired, 'host' | 'hostHpke'>;

  constructor(suite: Suite, identity: Identity, wrap: DhKey, { host, hostKey, hostHpke }: Paired) {
    this.device = identity.id;
    this.host = host;
    this.#suite = suite;
    this.#identity = identity;
    this.#wrap = wrap;
    this.#hostKey = hostKey;
    this.#to = { host, hostHpke };
  }

  newId(): string {
    return newId(this.#suite);
  }

  async sealCommand(command: AnyCommand, expiresMs: number, id = this.newId()): Promise<{ id: string; bytes: Bytes }> {
    const envelope = await sealCommand(this.#suite, { ...toSeal(this.#suite, this.#identity, this.#to, command, expiresMs), id });
    return { id: envelope.header.id, bytes: envelope.raw };
  }

  async sealRequest(request: AnyRequest, expiresMs: number): Promise<{ id: string; bytes: Bytes }> {
    const given = { ...toSeal(this.#suite, this.#identity, this.#to, request, expiresMs), direction: Direction.UP, recipient: this.host };
    const envelope = await sealDirect(this.#suite, given);
    return { id: envelope.header.id, bytes: envelope.raw };
  }

  openRecord(envelope: Envelope, key: AesKey): Promise<LinkedRecord | undefined> {
    return quietly(async () => this.#link(await openRecord(this.#suite, envelope, key)));
  }

  linkRecord(raw: Bytes): Promise<LinkedRecord | undefined> {
    return quietly(async () => this.#link(parseRecord(raw)));
  }

  openEpoch(envelope: Envelope): Promise<EpochKey | undefined> {
    return quietly(async () => {
      const opened = await openEpoch(this.#suite, envelope, this.#hostKey, this.device, this.#wrap);
      return opened && this.importEpoch(opened.epoch, opened.key);
    });
  }

  async importEpoch(epoch: string, raw: Bytes): Promise<EpochKey> {
    return { epoch, key: await this.#suite.importAesKey(raw) };
  }

  openAnswer(envelope: Envelope): Promise<AnyAnswer | undefined> {
    return quietly(async () => {
      const opened = await openPrivate(this.#suite, envelope, this.#wrap);
      if (!(await isBy(this.#suite, opened, this.#hostKey))) return undefined;
      const answer = fromJson(opened.body);
      return answer && isAnswer(answer) ? answer : undefined;
    });
  }

  openEphemeral(envelope: Envelope, key: AesKey): Promise<AnyEphemeral | undefined> {
    return quietly(async () => {
      const event = fromJson(await openEphemeral(this.#suite, envelope, key, this.#hostKey));
      return event && isEphemeral(event) ? event : undefined;
    });
  }

  isSigned(place: Tip): Promise<boolean> {
    return isHeadSigned(this.#suite, place, place.signature, this.#hostKey);
  }

  openSigned(purpose: 'presence' | 'access', signed: Signed): Promise<Bytes | undefined> {
    return quietly(async () => {
      const body = fromBase64Url(signed.body);
      const holds = await isSigned(this.#suite, this.#hostKey, fromBase64Url(signed.signature), purpose, body);
      return holds ? body : undefined;
    });
  }

  login(challenge: Challenge, audience: string): Promise<Login> {
    return signLogin(this.#suite, this.#identity.key, this.host, challenge, audience);
  }

  async beginFile(): Promise<Sealing> {
    return (await import('./crypto/blobs')).beginFile(this.#suite);
  }

  async sealFile(file: Blob, name: string, begun: Sealing, keeper: Keeper): Promise<Manifest> {
    return (await import('./crypto/blobs')).sealFile(this.#suite, file, name, begun, keeper);
  }

  async openFile(manifest: Manifest, load: (blob: string, index: number) => Promise<Bytes>): Promise<Bytes> {
    const { openFile } = await import('./crypto/blobs');
    const parts: Bytes[] = [];
    for await (const part of openFile(this.#suite, manifest, load)) parts.push(part);
    return concat(...parts);
  }

  #link(record: ThreadRecord): LinkedRecord {
    return { ...record, hash: recordHash(record), raw: packRecord(record) };
  }
}

/** What does not open or parse is no fault here: it is left out, and the chain shows that it is missing. */
async function quietly<T>(open: () => Promise<T>): Promise<T | undefined> {
  try {
    return await open();
  } catch {
    return undefined;
  }
}
