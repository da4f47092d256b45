// A relay in memory: one `down` log, dials without a network, and faults on request.
import { concat, fromBase64Url, fromHex, u64, utf8, type Bytes } from '../bytes';
import { isSigned, partyOf } from '../crypto/identity';
import { webcrypto as suite } from '../crypto/webcrypto';
import { parseEnvelope } from '../envelope';
import { prefixed } from '../frames';
import { parseObject, toJson } from '../json';
import type { Dial, Socket, SocketEvents } from '../ports';
import { Class, Direction, Frame, type FromRelay, type Signed, type ToRelay } from '../wire';

const NONCE = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

export class FakeRelay {
  log = 'a'.repeat(32);
  readonly down: Bytes[] = [];
  /** Every envelope that came up, in order, repeats included. */
  readonly up: Bytes[] = [];
  readonly reads: ToRelay[] = [];
  presence: { signed: Signed; receivedAt: number } | undefined;
  now = 0;
  /** What is answered to a SEND; undefined: nothing. */
  answers: 'stored' | 'nothing' | { code: string } = 'stored';
  refusesLogin: string | undefined;
  isUp = true;
  dials = 0;
  readonly #upWatchers: (() => void)[] = [];
  #events: SocketEvents | undefined;
  #isReading = false;
  #work: Promise<void> = Promise.resolve();

  readonly dial: Dial = (_url, events): Socket => {
    this.dials += 1;
    this.#events?.closed();
    this.#events = events;
    this.#isReading = false;
    queueMicrotask(() => {
      if (!this.isUp) return events.closed();
      events.opened();
      this.#say(events, { type: 'challenge', nonce: NONCE, at: this.now });
    });
    return {
      send: (frame) => {
        if (this.#events === events && this.isUp) this.#do(() => this.#received(events, frame));
      },
      close: () => {
        if (this.#events === events) this.#events = undefined;
      },
    };
  };

  /** Store an envelope in the `down` log and deliver it to who reads. */
  put(raw: Bytes): void {
    this.down.push(raw);
    if (this.#isReading && this.#events) this.#deliver(this.#events, this.down.length, raw);
  }

  /** Pass on what is not stored. */
  pass(raw: Bytes): void {
    if (this.#events) this.#deliver(this.#events, 0, raw);
  }

  say(message: FromRelay): void {
    if (this.#events) this.#say(this.#events, message);
  }

  /** Break the line. */
  cut(): void {
    const events = this.#events;
    this.#events = undefined;
    events?.closed();
  }

  /** Wait until more than `count` envelopes came up. */
  async waitUp(count: number): Promise<void> {
    while (this.up.length <= count) await new Promise<void>((resolve) => this.#upWatchers.push(resolve));
  }

  settled(): Promise<void> {
    return this.#work;
  }

  #do(job: () => Promise<void> | void): void {
    this.#work = this.#work.then(job);
  }

  async #received(events: SocketEvents, frame: Bytes): Promise<void> {
    const content = frame.slice(1);
    if (frame[0] === Frame.SEND) return this.#sent(events, content);
    const message = parseObject(content);
    if (!message || !isToRelay(message)) return;
    if (message.type === 'login') {
      const fields = [fromBase64Url(NONCE), utf8(message.audience), utf8('device'), fromHex(message.host)];
      const key = fromBase64Url(message.key);
      const holds = await isSigned(suite, key, fromBase64Url(message.signature), 'login', ...fields);
      if (!holds || this.refusesLogin) {
        this.#say(events, { type: 'rejected', code: this.refusesLogin ?? 'bad_login', message: 'no' });
        return;
      }
      const cursor = { log: this.log, mseq: 0 };
      const presence = this.presence && { presence: this.presence.signed, presence_at: this.presence.receivedAt };
      this.#say(events, {
        ...{ type: 'welcome', party: await partyOf(suite, key), token: 'token', token_expires: this.now + 900_000 },
        ...{ up: cursor, down: cursor, at: this.now, host_connected: true },
        ...presence,
      });
    } else if (message.type === 'read') {
      this.reads.push(message);
      const after = message.after?.log === this.log ? message.after.mseq : 0;
      this.#say(events, { type: 'reading', direction: Direction.DOWN, log: this.log, after });
      this.down.slice(after).forEach((raw, index) => this.#deliver(events, after + index + 1, raw));
      this.#say(events, { type: 'caught_up', direction: Direction.DOWN, mseq: this.down.length });
      this.#isReading = true;
    } else if (message.type === 'ping') {
      this.#say(events, { type: 'pong', at: this.now });
    }
  }

  #sent(events: SocketEvents, raw: Bytes): void {
    this.up.push(raw);
    const { header } = parseEnvelope(raw);
    if (header.class === Class.COMMAND && this.answers !== 'nothing') {
      if (this.answers === 'stored') this.#say(events, { type: 'stored', id: header.id, mseq: this.up.length });
      else this.#say(events, { type: 'not_stored', id: header.id, code: this.answers.code, message: 'no' });
    }
    for (const wake of this.#upWatchers.splice(0)) wake();
  }

  #deliver(events: SocketEvents, mseq: number, raw: Bytes): void {
    events.received(prefixed(Frame.DELIVER, concat(u64(mseq), raw)));
  }

  #say(events: SocketEvents, message: FromRelay): void {
    events.received(prefixed(Frame.CONTROL, toJson(message)));
  }
}

function isToRelay(value: object): value is ToRelay {
  return 'type' in value;
}
