// Pairing as the phone does it: steps over the rendezvous, digits for a person, then everything a device keeps.
import { waitBeforeTry } from './backoff';
import { fromBase64Url, type Bytes } from './bytes';
import type { Heard, HostKeys } from './crypto/pairing';
import type { Crypto, Handshake, Invited } from './handshake';
import { relayBase, socketUrl } from './places';
import type { Clock, Dial, Socket } from './ports';
import { Reader } from './reading';
import type { Paired, Store } from './store';
import type { Tip } from './vault';
import type { Pairing, PairingState } from './view';
import type { Accepted } from './wire';
import { pairing as words } from './words/pairing';

const SILENCE_MS = 15_000; // an altered link is never answered, and a slow network answers within seconds
const LINK_LIFE_MS = 3 * 60_000; // that long a host waits with a code: by no clock can it be good for longer from now
const CODE_GONE = 4404; // with this the relay closes where nobody waits with such a code
const GONE_MS = 3_000; // a host whose line broke for a moment is back within this
const DIGITS_LIFE_MS = 10 * 60_000; // a person walks to the computer; the host forgets before this device does

export interface PairingParts {
  invited: Invited;
  crypto: Crypto;
  /** The store may still be opening when a link is read. */
  openStore(): Promise<Store>;
  dial: Dial;
  clock: Clock;
  random: () => number;
  origin: string;
  changed(state: PairingState): void;
  /** Everything is stored: the session starts anew. */
  paired(paired: Paired): Promise<void>;
}

/** One attempt to pair, from the invitation to the stored keys. */
export class PairingFlow implements Pairing {
  readonly #parts: PairingParts;
  #state: PairingState;
  #handshake: Handshake | undefined;
  #host: HostKeys | undefined;
  #socket: Socket | undefined;
  #dialled = 0;
  #failures = 0;
  /** Since when the relay says that nobody waits with this code. */
  #goneSince: number | undefined;
  #takeBackDial: (() => void) | undefined;
  #takeBackEnd: (() => void) | undefined;
  #takeBackSilence: (() => void) | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(parts: PairingParts) {
    this.#parts = parts;
    this.#state = { step: 'ready', hostName: parts.invited.hostName };
  }

  get state(): PairingState {
    return this.#state;
  }

  async start(deviceName: string): Promise<void> {
    if (this.#state.step !== 'ready') return;
    const { invited, clock, openStore } = this.#parts;
    this.#shake();
    this.#takeBackEnd = clock.after(LINK_LIFE_MS, () => this.#fail('expired'));
    this.#handshake = await invited.begin(deviceName, (await (await openStore()).fact('paired'))?.device);
    if (this.state.step === 'shaking') this.#dial(); // it may have been stopped meanwhile
  }

  cancel(): void {
    this.#end();
    this.#move({ step: 'failed', words: words.stopped });
  }

  #dial(): void {
    const { dial, origin, invited } = this.#parts;
    const handshake = this.#handshake;
    if (!handshake) return;
    const ours = ++this.#dialled;
    const url = socketUrl(relayBase(invited.relay, origin), `/v1/rendezvous/${invited.rendezvous}`);
    this.#socket = dial(url, {
      opened: () => {
        if (ours === this.#dialled) this.#socket?.send(handshake.start);
      },
      received: (payload) => {
        if (ours === this.#dialled) this.#work = this.#work.then(() => this.#received(handshake, payload));
      },
      closed: (code) => {
        if (ours === this.#dialled) this.#closed(code);
      },
    });
  }

  #closed(code: number | undefined): void {
    const now = this.#parts.clock.now();
    this.#goneSince = code === CODE_GONE ? (this.#goneSince ?? now) : undefined;
    if (this.#goneSince !== undefined && now - this.#goneSince >= GONE_MS) this.#fail('gone');
    else this.#again();
  }

  #again(): void {
    if (this.#state.step !== 'shaking' && this.#state.step !== 'digits') return;
    const wait = 200 + waitBeforeTry(this.#failures, this.#parts.random);
    this.#failures += 1;
    this.#takeBackDial = this.#parts.clock.after(wait, () => this.#dial());
  }

  async #received(handshake: Handshake, payload: Bytes): Promise<void> {
    if (this.#state.step !== 'shaking' && this.#state.step !== 'digits') return;
    this.#goneSince = undefined;
    let heard: Heard;
    try {
      heard = await handshake.receive(payload);
    } catch {
      return; // not from the host of this invitation; the right answer may still come
    }
    if (heard.kind === 'reply') this.#replied(heard.payload);
    else if (heard.kind === 'host_proved') this.#showDigits(heard.host, heard.digits);
    else if (heard.kind === 'turned_away') this.#fail(heard.code);
    else if (heard.outcome.type === 'declined') this.#fail(heard.outcome.code, heard.outcome.message);
    else await this.#accepted(handshake, heard.outcome);
  }

  #shake(): void {
    this.#takeBackSilence?.();
    this.#takeBackSilence = this.#parts.clock.after(SILENCE_MS, () => this.#move({ step: 'shaking', unanswered: true }));
    this.#move({ step: 'shaking' });
  }

  #replied(payload: Bytes): void {
    if (this.#state.step === 'shaking') this.#shake();
    this.#socket?.send(payload);
  }

  #showDigits(host: HostKeys, digits: string): void {
    this.#host = host;
    this.#takeBackSilence?.();
    this.#takeBackEnd?.();
    this.#takeBackEnd = this.#parts.clock.after(DIGITS_LIFE_MS, () => this.#fail('expired'));
    this.#move({ step: 'digits', digits, hostName: host.name });
  }

  async #accepted(handshake: Handshake, accepted: Accepted): Promise<void> {
    if (!this.#host) return;
    this.#end();
    const paired = await this.#keep(handshake, this.#host, accepted);
    if (!paired) return this.#fail('not_verified');
    await this.#parts.paired(paired);
    this.#move({ step: 'paired' });
  }

  /** Verify the first page and store everything in one transaction; undefined when it does not hold. */
  async #keep(handshake: Handshake, host: HostKeys, accepted: Accepted): Promise<Paired | undefined> {
    const { crypto, openStore, clock, invited, origin } = this.#parts;
    const paired = toPaired(accepted, host, relayBase(invited.relay, origin), clock.now());
    const vault = await crypto.openVault(handshake.keys, paired);
    if (vault.device !== accepted.device || vault.host !== accepted.host) return undefined;
    const records = await Promise.all(accepted.records.map((text) => vault.linkRecord(fromBase64Url(text))));
    const page = records.filter((record) => record !== undefined);
    const first = page[0];
    if (!first || page.length !== records.length) return undefined;
    const before: Tip = {
      seq: first.seq - 1,
      hash: first.prev,
      incarnation: first.incarnation,
      signature: new Uint8Array(),
    };
    const held = { isSigned: (place: Tip) => vault.isSigned(place), hashAt: () => Promise.resolve(undefined) };
    const reader = new Reader(held, before, []);
    const taken = await reader.take(page);
    if (taken.records.length !== page.length) return undefined;
    const store = await openStore();
    await store.pair(
      { keys: handshake.keys, paired, tip: reader.tip, incarnations: reader.incarnations },
      {
        records: taken.records.map(({ seq, hash, raw }) => ({ seq, hash, raw })),
        epochs: [await vault.importEpoch(accepted.epoch, fromBase64Url(accepted.epoch_key))],
      },
    );
    return paired;
  }

  #fail(code: string, message?: string): void {
    this.#end();
    this.#move({ step: 'failed', words: words.why[code] ?? message ?? words.refused(code) });
  }

  #end(): void {
    this.#dialled += 1;
    this.#takeBackDial?.();
    this.#takeBackSilence?.();
    this.#takeBackEnd?.();
    this.#socket?.close();
    this.#socket = undefined;
  }

  #move(state: PairingState): void {
    this.#state = state;
    this.#parts.changed(state);
  }
}

function toPaired(accepted: Accepted, host: HostKeys, relay: string, at: number): Paired {
  return {
    host: accepted.host,
    hostName: host.name,
    hostKey: host.identity,
    hostHpke: host.hpke,
    device: accepted.device,
    relay,
    demo: accepted.demo,
    at,
  };
}
