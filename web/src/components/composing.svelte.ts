// The message being written: what it says, and that it is kept with each keystroke where it belongs.
import type { Composes } from '../lib/composes';
import { draftKey, goesAlong, isBlank, NO_DRAFT, type Draft, type DraftPlace } from '../lib/draft';

/** One composer's draft, and those that wait at other places. */
export class Composing {
  draft = $state.raw<Draft>(NO_DRAFT);
  readonly #client: Composes;
  #place: DraftPlace = {};
  #drafts = new Map<string, Draft>();

  constructor(client: Composes) {
    this.#client = client;
  }

  /** Go on where it was left, which is returned; what was typed meanwhile stays. */
  async open(): Promise<DraftPlace> {
    const { drafts, place } = await this.#client.writings();
    this.#drafts = drafts;
    const kept = drafts.get(draftKey(this.#place));
    if (kept && isBlank(this.draft)) this.draft = kept;
    return place;
  }

  /** Write it anew, and keep it. */
  change(draft: Draft): void {
    this.draft = draft;
    this.#drafts.set(draftKey(this.#place), draft);
    void this.#client.keepDraft(this.#place, draft);
  }

  /** Write for another place: what is written goes along, or waits here for when one comes back. */
  goTo(place: DraftPlace): void {
    if (draftKey(place) === draftKey(this.#place)) return;
    const { draft } = this;
    const kept = this.#drafts.get(draftKey(place));
    const takesAlong = goesAlong(draft, kept, place);
    if (takesAlong) this.change(NO_DRAFT);
    this.#place = place;
    void this.#client.keepPlace(place);
    if (takesAlong) this.change(draft);
    else this.draft = kept ?? NO_DRAFT;
  }
}
