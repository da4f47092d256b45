// The message being written: what it says, and that it is kept with each keystroke where it belongs.
import type { Composes } from '../lib/composes';
import { draftKey, goesAlong, isBlank, joined, NO_DRAFT, type Draft, type DraftPlace } from '../lib/draft';

/** What it is kept with. */
type Keeping = Pick<Composes, 'writings' | 'keepDraft' | 'keepPlace'>;

/** One composer's draft, and those that wait at other places. */
export class Composing {
  draft = $state.raw<Draft>(NO_DRAFT);
  readonly #client: Keeping;
  #place: DraftPlace = {};
  #drafts = new Map<string, Draft>();

  constructor(client: Keeping) {
    this.#client = client;
  }

  /** Where what is written belongs. */
  get place(): DraftPlace {
    return this.#place;
  }

  /** Go on where it was left, which is returned; what was typed meanwhile stands behind. */
  async open(): Promise<DraftPlace> {
    const { drafts, place } = await this.#client.writings();
    this.#drafts = drafts;
    const kept = drafts.get(draftKey(this.#place)) ?? NO_DRAFT;
    if (isBlank(this.draft)) this.draft = kept;
    else void this.change(joined(kept, this.draft));
    return place;
  }

  /** Another tab may have written or sent meanwhile: what it left is taken, unless the person types here already. */
  async lookAgain(): Promise<void> {
    const shown = this.draft;
    const { drafts } = await this.#client.writings();
    if (this.draft !== shown) return;
    for (const [key, known] of this.#drafts) if (isSame(known, drafts.get(key))) drafts.set(key, known); // what is being sent is known by itself
    this.#drafts = drafts;
    this.draft = drafts.get(draftKey(this.#place)) ?? NO_DRAFT;
  }

  /** Write it anew; it is kept when this resolves. */
  change(draft: Draft): Promise<void> {
    this.draft = draft;
    this.#drafts.set(draftKey(this.#place), draft);
    return this.#client.keepDraft(this.#place, draft);
  }

  /** Let go of what was sent; what was written on since is the next message. */
  letGo(sent: Draft, place: DraftPlace): void {
    const key = draftKey(place);
    if (this.#drafts.get(key) !== sent) return;
    this.#drafts.delete(key);
    void this.#client.keepDraft(place, NO_DRAFT);
    if (draftKey(this.#place) === key) this.draft = NO_DRAFT;
  }

  /** Write for another place: what is written goes along, or waits here for when one comes back. */
  goTo(place: DraftPlace): void {
    if (draftKey(place) === draftKey(this.#place)) return;
    const { draft } = this;
    const kept = this.#drafts.get(draftKey(place));
    const takesAlong = goesAlong(draft, kept, place);
    if (takesAlong) void this.change(NO_DRAFT);
    this.#place = place;
    void this.#client.keepPlace(place);
    if (takesAlong) void this.change(draft);
    else this.draft = kept ?? NO_DRAFT;
  }
}

function isSame(one: Draft, other: Draft | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
