// Which held command is put before the person: the oldest that they did not put off.
import type { Client } from '../lib/view';
import type { HeldView } from '../lib/vouches';

export class Confirming {
  #later = $state.raw<ReadonlySet<string>>(new Set());
  #isRead = false;
  readonly #client: Pick<Client, 'view' | 'dropHeld'>;

  constructor(client: Pick<Client, 'view' | 'dropHeld'>) {
    this.#client = client;
  }

  get current(): HeldView | undefined {
    return this.#client.view.held.find(({ id }) => !this.#later.has(id));
  }

  /** Call whenever the view changed: messages that lay here before the app was opened stand in the thread, and interrupt nobody. */
  follow(): void {
    const { ready, held } = this.#client.view;
    if (!ready || this.#isRead) return;
    this.#isRead = true;
    this.#later = new Set(held.filter(isMessage).map(({ id }) => id));
  }

  /** Put it off: a message stays in the thread as not sent, for whatever else the person asks again. */
  async later(held: HeldView): Promise<void> {
    if (isMessage(held)) this.#later = new Set([...this.#later, held.id]);
    else await this.#client.dropHeld(held.id);
  }

  /** Put a message before the person again. */
  now(id: string): void {
    this.#later = new Set([...this.#later].filter((one) => one !== id));
  }
}

function isMessage({ command }: HeldView): boolean {
  return command.type === 'message.send';
}
