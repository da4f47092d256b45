// Remembers what this page showed as open, and tells what of it somebody else answered.
import type { Desk } from '../screens/desk.svelte';
import type { AnsweredView } from '../lib/attention';

/** What was answered elsewhere while it was looked at here, or is named by a notification; until it is seen. */
export class AnsweredElsewhere {
  #shown: ReadonlySet<string> = new Set();
  #told = $state.raw<readonly string[]>([]);
  readonly #desk: Pick<Desk, 'client' | 'askedFor'>;

  constructor(desk: Pick<Desk, 'client' | 'askedFor'>) {
    this.#desk = desk;
  }

  get all(): AnsweredView[] {
    const { answered } = this.#desk.client.view;
    return this.#told.flatMap((id) => answered.get(id) ?? []);
  }

  /** Call whenever the view changed. */
  follow(): void {
    const { needsYou, answered } = this.#desk.client.view;
    const open = new Set(needsYou.map(({ id }) => id));
    const named = this.#desk.askedFor;
    const over = [...this.#shown].filter((id) => !open.has(id) && answered.get(id)?.mine === false);
    if (named !== undefined && answered.has(named)) {
      this.#desk.askedFor = undefined;
      over.push(named);
    }
    this.#shown = open;
    if (over.length) this.#told = [...new Set([...this.#told, ...over])];
  }

  seen(): void {
    this.#told = [];
  }
}
