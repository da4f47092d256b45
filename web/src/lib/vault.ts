// What sync needs of cryptography: a port, so that its rules can be read and tested apart from keys.
import type { Bytes } from './bytes';
import type { Keeper, Sealing } from './crypto/blobs';
import type { AesKey } from './crypto/suite';
import type { Envelope } from './envelope';
import type { ThreadRecord } from './record';
import type { AnyAnswer, AnyCommand, AnyEphemeral, AnyRequest, Challenge, Login, Manifest, Signed } from './wire';

/** A record with its place in the chain and its very bytes, which are what is kept. */
export interface LinkedRecord extends ThreadRecord {
  readonly hash: Bytes;
  readonly raw: Bytes;
}

/** The newest record verified; `signature` proves it to a host that lost its tail. */
export interface Tip {
  readonly seq: number;
  readonly hash: Bytes;
  readonly incarnation: string;
  readonly signature: Bytes;
}

/** An envelope of this device's, ready to be sent. */
export interface SealedMail {
  id: string;
  bytes: Bytes;
}

/** A key that opens records. */
export interface EpochKey {
  epoch: string;
  key: AesKey;
}

/** The device's side of the protocol's cryptography. Undefined means: does not open, or not by whom it claims. */
export interface Vault {
  readonly device: string;
  readonly host: string;
  /** A new random id. */
  newId(): string;
  sealCommand(command: AnyCommand, expiresMs: number, id?: string): Promise<SealedMail>;
  sealRequest(request: AnyRequest, expiresMs: number): Promise<SealedMail>;
  openRecord(envelope: Envelope, key: AesKey): Promise<LinkedRecord | undefined>;
  linkRecord(raw: Bytes): Promise<LinkedRecord | undefined>;
  openEpoch(envelope: Envelope): Promise<EpochKey | undefined>;
  importEpoch(epoch: string, raw: Bytes): Promise<EpochKey>;
  openAnswer(envelope: Envelope): Promise<AnyAnswer | undefined>;
  openEphemeral(envelope: Envelope, key: AesKey): Promise<AnyEphemeral | undefined>;
  /** Whether the host signed this very place in the chain. */
  isSigned(place: Tip): Promise<boolean>;
  /** The body of what the host signed, or undefined. */
  openSigned(purpose: 'presence' | 'access', signed: Signed): Promise<Bytes | undefined>;
  login(challenge: Challenge, audience: string): Promise<Login>;
  /** A file of which nothing is sealed yet. */
  beginFile(): Promise<Sealing>;
  /** Seals a file from where it was stopped; each chunk goes to the keeper. */
  sealFile(file: Blob, name: string, begun: Sealing, keeper: Keeper): Promise<Manifest>;
  /** A whole file from its sealed chunks; throws an Error when they are not what the manifest says. */
  openFile(manifest: Manifest, load: (blob: string, index: number) => Promise<Bytes>): Promise<Bytes>;
}
