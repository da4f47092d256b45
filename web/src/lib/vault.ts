// What sync needs of cryptography: a port, so that its rules can be read and tested apart from keys.
import type { AnyAnswer, AnyCommand, AnyEphemeral, AnyRequest, Challenge, Login, Signed } from './wire';

/** One link of the chain, parsed; `raw` is what is kept. */
export interface ThreadRecord {
  seq: number;
  incarnation: string;
  id: string;
  type: string;
  prev: Uint8Array;
  hash: Uint8Array;
  body: Uint8Array;
  signature: Uint8Array;
  raw: Uint8Array;
}

/** The newest record verified; `signature` proves it to a host that lost its tail. */
export interface Tip {
  seq: number;
  hash: Uint8Array;
  incarnation: string;
  signature: Uint8Array;
}

/** An envelope as it came, with the header fields that decide what to do with it. */
export interface Sealed {
  class: number;
  id: string;
  key: string;
  raw: Uint8Array;
}

/** A command sealed for the outbox. */
export interface SealedCommand {
  id: string;
  bytes: Uint8Array;
}

/** The device's side of the protocol's cryptography. Undefined means: does not open, or not by whom it claims. */
export interface Vault {
  readonly device: string;
  readonly host: string;
  toText(bytes: Uint8Array): string;
  toBytes(text: string): Uint8Array;
  parse(envelope: Uint8Array): Sealed | undefined;
  sealCommand(command: AnyCommand, expiresAt: number): Promise<SealedCommand>;
  sealRequest(request: AnyRequest, expiresAt: number): Promise<SealedCommand>;
  openRecord(envelope: Sealed, epochKey: Uint8Array): Promise<ThreadRecord | undefined>;
  parseRecord(raw: Uint8Array): ThreadRecord | undefined;
  openEpoch(envelope: Sealed): Promise<{ epoch: string; key: Uint8Array } | undefined>;
  openAnswer(envelope: Sealed): Promise<AnyAnswer | undefined>;
  openEphemeral(envelope: Sealed, epochKey: Uint8Array): Promise<AnyEphemeral | undefined>;
  /** Whether the host signed this very place in the chain. */
  isSigned(place: Tip): Promise<boolean>;
  /** The body of what the host signed, or undefined. */
  openSigned(purpose: 'presence' | 'access', signed: Signed): Promise<Uint8Array | undefined>;
  login(challenge: Challenge, audience: string): Promise<Login>;
}
