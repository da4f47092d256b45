// What the screens show and do about passkeys: part of the seam in `view.ts`.
import type { Refusal } from './thread';
import type { AnyCommand, Demand, PasskeyChallenge, PasskeyInfo } from './wire';

/** Whether passkeys work on this page: not over plain http, nor in every browser. */
export type PasskeyStanding = 'insecure' | 'unsupported' | 'ready';

/** The passkeys that vouch for devices, and what they are demanded for. */
export interface PasskeysView {
  demand: Demand;
  passkeys: readonly PasskeyInfo[];
  /** This device asked for a change of them, and the host has not taken it up. */
  asked: boolean;
  /** Why the host did not do what was asked of it, by the id under which it was asked. */
  refused: ReadonlyMap<string, Refusal>;
}

/** A command that is not sent until a passkey vouches for it. */
export interface HeldView {
  id: string;
  command: AnyCommand;
  /** Why the host did not take what vouched for it before. */
  refusal?: string;
  /** The host demands none for it any more. */
  needless?: true;
}

/** The part of `Client` about passkeys. */
export interface Vouches {
  /** A new random id. */
  newId(): string;
  /** Asks the host for a challenge; `View.challenge` changes when it answers. */
  askChallenge(id: string): void;
  /** Has the person vouch for a held command by passkey, and sends it. Throws an Error in words. */
  confirmHeld(id: string, challenge: PasskeyChallenge): Promise<void>;
  /** Sends a held command for which none is demanded any more. */
  sendHeld(id: string): Promise<void>;
  dropHeld(id: string): Promise<void>;
  passkeyStanding(): Promise<PasskeyStanding>;
  /** Has the person make a passkey, for the id of the challenge. Throws an Error in words. */
  addPasskey(name: string, challenge: PasskeyChallenge, id: string): Promise<void>;
  removePasskey(passkey: string, id: string): Promise<void>;
  setDemand(demand: Demand, id: string): Promise<void>;
}
