// Heartbeats: verified, newest only, and when they were sent.
import type { Bytes } from './bytes';
import { parseObject } from './json';
import { heardAt, isNewer, type Heard } from './presence';
import type { Vault } from './vault';
import type { Heartbeat, Signed } from './wire';

/** The newest heartbeat, whoever passes it on. */
export class Hearing {
  readonly #vault: Vault;
  #heard: Heard | undefined;

  constructor(vault: Vault, beat: Heartbeat | undefined) {
    this.#vault = vault;
    // What was kept proves only that older ones are old; when it was sent is not known any more.
    this.#heard = beat && { beat, at: 0 };
  }

  /** Take a signed heartbeat; undefined when it is not the host's or not newer than the last. */
  async take(
    signed: Signed,
    now: number,
    relay: { receivedAt?: number; now?: number },
    offsetMs: number | undefined,
  ): Promise<Heard | undefined> {
    const body = await this.#vault.openSigned('presence', signed);
    const beat = body && toHeartbeat(body);
    if (!beat || beat.host !== this.#vault.host) return undefined;
    const again = this.#heard?.at === 0 && this.#heard.beat.boot === beat.boot && this.#heard.beat.counter === beat.counter;
    if (!again && !isNewer(this.#heard?.beat, beat)) return undefined;
    this.#heard = { beat, at: heardAt(beat, now, relay, offsetMs) };
    return this.#heard;
  }
}

function toHeartbeat(body: Bytes): Heartbeat | undefined {
  const value = parseObject(body);
  return value && isHeartbeat(value) ? value : undefined;
}

function isHeartbeat(value: object): value is Heartbeat {
  return 'host' in value && 'boot' in value && 'counter' in value && 'seq' in value && 'state' in value;
}
