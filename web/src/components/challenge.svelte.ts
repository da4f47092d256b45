// Has the host give a challenge, again as often as it must: the line may break, and a challenge is good for minutes only.
import type { Client } from '../lib/view';
import type { PasskeyChallenge } from '../lib/wire';
import { now } from './now.svelte';

const GOOD_MS = 150_000; // the host takes it for three minutes: time to find a finger, and for the way there
const AGAIN_MS = 10_000; // a question that was lost on the way is asked again

/** The challenge for one id, as long as somebody looks. */
export class Asked {
  readonly since = Date.now();
  #came = $state.raw<{ challenge: PasskeyChallenge; at: number }>();
  #askedAt = 0;
  readonly #id: string;
  readonly #client: Pick<Client, 'view' | 'askChallenge'>;

  constructor(id: string, client: Pick<Client, 'view' | 'askChallenge'>) {
    this.#id = id;
    this.#client = client;
  }

  /** What can be signed now. */
  get challenge(): PasskeyChallenge | undefined {
    return this.#came && now() - this.#came.at < GOOD_MS ? this.#came.challenge : undefined;
  }

  /** A challenge is good once: the next attempt takes another. */
  spent(): void {
    this.#came = undefined;
    this.#askedAt = 0;
  }

  /** Call whenever the view or the time changed. */
  follow(): void {
    const { challenge, connection } = this.#client.view;
    if (challenge?.id === this.#id && challenge.nonce !== this.#came?.challenge.nonce) this.#came = { challenge, at: Date.now() };
    if (this.challenge || connection.state !== 'awake' || now() - this.#askedAt < AGAIN_MS) return;
    this.#askedAt = Date.now();
    this.#client.askChallenge(this.#id);
  }
}
