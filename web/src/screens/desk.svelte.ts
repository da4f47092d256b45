// Where the person is in the app and what they are about to answer: the state that belongs to no screen alone.
import { createContext, tick } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';
import { Confirming } from '../components/confirming.svelte';
import { Cancelling } from '../lib/cancelling.svelte';
import type { Draft, Written } from '../lib/draft';
import { keepTaste, readTaste } from '../lib/taste';
import type { Client } from '../lib/view';
import { asThread, behind, toEntry, type Entry } from './trail';

export type Place = { screen: 'thread' } | { screen: 'review'; taskId: string } | { screen: 'file'; ownerId: string; fileId: string } | { screen: 'devices' } | { screen: 'notices' } | { screen: 'statistics' } | { screen: 'queue' } | { screen: 'search' };

/** Reads a place from the fragment of the address; anything unknown is the thread. */
export function toPlace(fragment: string): Place {
  const [, screen, id, fileId] = fragment.split('/');
  if (screen === 'review' && id) return { screen, taskId: id };
  if (screen === 'file' && id && fileId) return { screen, ownerId: id, fileId };
  if (screen === 'devices' || screen === 'notices' || screen === 'statistics' || screen === 'queue' || screen === 'search') return { screen };
  return { screen: 'thread' };
}

/** The card that an address names, as notifications do: a task's, and what it asks. */
export function toCard(fragment: string): { taskId: string; askedId?: string } | undefined {
  const [, screen, taskId, askedId] = fragment.split('/');
  return screen === 'card' && taskId ? { taskId, ...(askedId ? { askedId } : {}) } : undefined;
}

/** Writes a place as a fragment. */
export function toFragment(place: Place): string {
  switch (place.screen) {
    case 'thread':
      return '#/';
    case 'review':
      return `#/review/${place.taskId}`;
    case 'file':
      return `#/file/${place.ownerId}/${place.fileId}`;
    default:
      return `#/${place.screen}`;
  }
}

const WIDE = '(min-width: 64rem)'; // in the browser's own text size: larger text needs more room

/** What was chosen and written of an answer so far. */
export interface BegunAnswer {
  chosen: string[];
  own: string;
}

/** The person's place, kept in the address so that Back works as on every other page. */
export class Desk {
  place = $state.raw<Place>({ screen: 'thread' });
  /** The task that the next message follows, if any. */
  follows = $state<string>();
  /** The composer should take the focus as soon as it can be seen. */
  wantsWriting = $state(false);
  /** What was just sent is to be seen: the thread goes to its end. */
  wantsNewest = $state(false);
  /** What is put into the composer from elsewhere, behind what stands there. */
  suggested = $state.raw<Draft>();
  /** How the composer goes on with what was written, where that belongs; it is kept there once this resolves. */
  writeOn: (written: Written) => Promise<void> = () => Promise.reject(new Error('nothing is written here'));
  /** What was searched for last, and how many hits were shown. */
  searched = { query: '', hits: 0 };
  /** Answers that were begun, by what they answer: leafing on, or to another screen, loses none. */
  readonly begun = new Map<string, BegunAnswer>();
  /** An item to scroll to and point out. */
  pointedAt = $state<string>();
  /** An approval or question to bring to the front. */
  askedFor = $state<string>();
  /** Where there is room for one only, what is asked gives way to the thread and to what is written. */
  asksAside = $state(false);
  wantsPairing = $state(false);
  /** The list of keys is open. */
  showsKeys = $state(false);
  readonly cancelling: Cancelling;
  readonly confirming: Confirming;
  private splits = $state(readTaste('split'));
  private readonly wide = new MediaQuery(WIDE);
  private readonly roomy = new MediaQuery('(min-width: 90rem)');

  /** What led on from the thread, by the place of its entry: the focus goes back there. */
  private readonly openers = new Map<number, HTMLElement>();

  constructor(readonly client: Client) {
    this.place = toPlace(location.hash);
    this.takeCard();
    this.confirming = new Confirming(client);
    this.cancelling = new Cancelling((taskId) => client.cancelTask(taskId));
  }

  /** Whether queue, thread and inspector stand side by side. */
  get isWide(): boolean {
    return this.wide.current;
  }

  /** Whether a change is read before and after side by side: once its task is opened where there is room. */
  get isSplit(): boolean {
    return this.isWide && this.place.screen === 'review' && this.splits;
  }

  /** Read changes side by side from now on, or no longer; for that the task is opened, as what is only shown has too little room. */
  split(chosen: boolean, taskId: string): void {
    this.splits = chosen;
    keepTaste('split', chosen);
    if (chosen && this.place.screen !== 'review') this.go({ screen: 'review', taskId });
  }

  /** Whether the thread can be seen: alone, or beside another screen that leaves it room. */
  get showsThread(): boolean {
    return this.place.screen === 'thread' || (this.isWide && (!this.isSplit || this.roomy.current));
  }

  go(place: Place): void {
    const entry = this.entry();
    if (this.place.screen === 'thread' && document.activeElement instanceof HTMLElement) this.openers.set(entry.before, document.activeElement);
    history.pushState(behind(entry, place.screen === 'thread'), '', toFragment(place));
    this.place = place;
  }

  back(): void {
    if (this.entry().before > 0) history.back();
    else this.becomeThread();
  }

  /** The address changed: by Back, Forward or a link. */
  arrive(): void {
    this.place = toPlace(location.hash);
    if (this.takeCard() || this.place.screen !== 'thread') return;
    const { before } = this.entry();
    const opener = this.openers.get(before);
    this.openers.delete(before);
    void tick().then(() => opener?.focus({ preventScroll: true })); // the thread stands where it was left
  }

  followUp(taskId: string): void {
    void this.client.lookAt(taskId);
    this.follows = taskId;
    this.write();
  }

  write(): void {
    this.wantsWriting = true;
    this.asksAside = true;
    this.showThread();
  }

  /** Something was sent, which comes up at the end of the thread. */
  showSent(): void {
    this.wantsNewest = true;
    this.showThread();
  }

  /** Show an item in the thread; Back leads to what it was `followed` from. */
  pointAt(id: string, followed = id): void {
    this.pointedAt = id;
    this.asksAside = true;
    if (this.showsThread) return this.forgetOpener();
    history.replaceState({ ...this.entry(), followed }, '');
    this.go({ screen: 'thread' });
  }

  /** What was followed from the screen that one comes back to. */
  get followed(): string | undefined {
    return this.entry().followed;
  }

  private entry(): Entry {
    return toEntry(history.state, this.place.screen === 'thread');
  }

  private showThread(): void {
    const { toThread } = this.entry();
    this.forgetOpener();
    if (this.showsThread) return;
    if (toThread === undefined) this.becomeThread();
    else history.go(-toThread);
  }

  /** The thread is come back to with the focus elsewhere. */
  private forgetOpener(): void {
    const { before, toThread = 0 } = this.entry();
    this.openers.delete(before - toThread);
  }

  private becomeThread(): void {
    history.replaceState(asThread(this.entry()), '', toFragment({ screen: 'thread' }));
    this.arrive();
  }

  /** Point at the card that the address names, once: the address is then the thread's. */
  private takeCard(): boolean {
    const card = toCard(location.hash);
    if (!card) return false;
    history.replaceState(asThread(this.entry()), '', toFragment({ screen: 'thread' }));
    this.pointedAt = card.taskId;
    this.askedFor = card.askedId;
    this.asksAside = card.askedId === undefined;
    return true;
  }
}

export const [getDesk, setDesk] = createContext<Desk>();
