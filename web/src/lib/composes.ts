// What the composer can do, besides sending: the part of `Client` that keeps what is being written.
import type { Draft, DraftPlace } from './draft';
import type { Share } from './sharing';
import type { Template } from './templates';

/** What is kept of the messages being written. */
export interface Writings {
  /** Where the last one was written. */
  place: DraftPlace;
  /** By the key of their place. */
  drafts: Map<string, Draft>;
}

/** Each call returns once it is on this device's disk. */
export interface Composes {
  writings(): Promise<Writings>;
  /** Keep what is written there; something blank lets go of it. */
  keepDraft(place: DraftPlace, draft: Draft): Promise<void>;
  /** Keep where the next message is written. */
  keepPlace(place: DraftPlace): Promise<void>;
  /** Asks the host for files of a project that fit what was written of a name; `View.filenames` changes when it answers. */
  askFilenames(project: string, query: string): void;
  /** Hands on what other apps shared; each is let go of once `take` resolves. */
  takeShares(take: (share: Share) => Promise<void>): Promise<void>;
  /** Whether a person was told where the sound goes, and wants to dictate. */
  mayDictate(): Promise<boolean>;
  allowDictation(): Promise<void>;
  templates(): Promise<Template[]>;
  keepTemplates(templates: Template[]): Promise<void>;
}
