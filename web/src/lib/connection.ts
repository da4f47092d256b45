// The way to the relay: dials, logs in, notices a dead line, and never gives up.
import type { Bytes } from './bytes';
import { waitBeforeTry } from './backoff';
import { controlFrame, readFrame, sendFrame } from './frames';
import type { Clock, Dial, Socket } from './ports';
import type { LinkState } from './presence';
import type { Challenge, FromRelay, Login, ToRelay, Welcome } from './wire';

const LOGIN_TIMEOUT_MS = 15_000; // a phone on a bad network needs several seconds for TLS alone
const PING_MS = 25_000; // some mobile networks drop lines that are idle for 30 s
const PONG_TIMEOUT_MS = 8_000;

/** What the line is for: told of all that comes, asked for the login. */
export interface Peer {
  login(challenge: Challenge): Promise<Login>;
  opened(welcome: Welcome): void;
  control(message: FromRelay): void;
  delivered(mseq: number, envelope: Bytes): void;
  changed(link: LinkState): void;
  rejected(code: string): void;
}

export interface ConnectionParts {
  url: string;
  dial: Dial;
  clock: Clock;
  random: () => number;
  peer: Peer;
}

/** One line to the relay, dialled again whenever it breaks, until `stop`. */
export class Connection {
  readonly #parts: ConnectionParts;
  #socket: Socket | undefined;
  /** Grows with each dial: what an older socket still says is not heard. */
  #dialled = 0;
  #link: LinkState;
  #failures = 0;
  #running = false;
  #welcomed = false;
  #takeBackWait: (() => void) | undefined;
  #takeBackPing: (() => void) | undefined;
  #takeBackPong: (() => void) | undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#link = { kind: 'down', since: parts.clock.now(), failures: 0 };
  }

  get link(): LinkState {
    return this.#link;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#dial();
  }

  stop(): void {
    this.#running = false;
    this.#hangUp();
    this.#move({ kind: 'down', since: this.#parts.clock.now(), failures: 0 });
  }

  /** Try now: the network came back, the app became visible, or a person asked. */
  nudge(): void {
    if (!this.#running) return;
    if (this.#link.kind === 'up') this.#ping();
    else if (this.#link.kind === 'down') this.#dial();
  }

  /** Send an envelope if the line is up; whether it was handed to the socket. */
  send(envelope: Bytes): boolean {
    return this.#write(sendFrame(envelope));
  }

  control(message: ToRelay): boolean {
    return this.#write(controlFrame(message));
  }

  /** Everything that was stored before has come. */
  caughtUp(): void {
    if (this.#link.kind === 'up') this.#move({ ...this.#link, caughtUp: true });
  }

  #write(frame: Bytes): boolean {
    if (!this.#socket || !this.#welcomed) return false;
    this.#socket.send(frame);
    return true;
  }

  #dial(): void {
    this.#hangUp();
    const { clock, dial, url } = this.#parts;
    const ours = ++this.#dialled;
    const since = this.#link.kind === 'up' ? clock.now() : this.#link.since;
    this.#move({ kind: 'dialling', since, failures: this.#failures });
    this.#takeBackWait = clock.after(LOGIN_TIMEOUT_MS, () => this.#broken(ours));
    try {
      this.#socket = dial(url, {
        opened: () => undefined,
        received: (frame) => this.#received(ours, frame),
        closed: () => this.#broken(ours),
      });
    } catch {
      this.#broken(ours);
    }
  }

  #received(ours: number, frame: Bytes): void {
    if (ours !== this.#dialled) return;
    this.#takeBackPong?.();
    this.#takeBackPong = undefined;
    const received = readFrame(frame);
    if (!received) return;
    if (received.kind === 'deliver') return this.#parts.peer.delivered(received.mseq, received.envelope);
    const { message } = received;
    if (message.type === 'challenge') void this.#login(ours, message);
    else if (message.type === 'welcome') this.#opened(message);
    else if (message.type === 'rejected') this.#refused(ours, message.code);
    else if (message.type !== 'pong') this.#parts.peer.control(message);
  }

  async #login(ours: number, challenge: Challenge): Promise<void> {
    try {
      const login = await this.#parts.peer.login(challenge);
      if (ours === this.#dialled) this.#socket?.send(controlFrame(login));
    } catch {
      this.#broken(ours);
    }
  }

  #opened(welcome: Welcome): void {
    this.#forget();
    this.#welcomed = true;
    this.#failures = 0;
    this.#move({ kind: 'up', since: this.#parts.clock.now(), caughtUp: false });
    this.#schedulePing();
    this.#parts.peer.opened(welcome);
  }

  #refused(ours: number, code: string): void {
    this.#parts.peer.rejected(code);
    this.#broken(ours);
  }

  #schedulePing(): void {
    this.#takeBackPing = this.#parts.clock.after(PING_MS, () => {
      this.#ping();
      this.#schedulePing();
    });
  }

  #ping(): void {
    if (this.#takeBackPong) return;
    const ours = this.#dialled;
    this.control({ type: 'ping' });
    this.#takeBackPong = this.#parts.clock.after(PONG_TIMEOUT_MS, () => this.#broken(ours));
  }

  #broken(ours: number): void {
    if (ours !== this.#dialled || !this.#running) return;
    const { clock, random } = this.#parts;
    const since = this.#link.kind === 'up' ? clock.now() : this.#link.since;
    this.#hangUp();
    this.#failures += 1;
    this.#move({ kind: 'down', since, failures: this.#failures });
    const wait = waitBeforeTry(this.#failures - 1, random);
    this.#takeBackWait = clock.after(wait, () => this.#dial());
  }

  #hangUp(): void {
    this.#dialled += 1;
    this.#welcomed = false;
    this.#forget();
    this.#socket?.close();
    this.#socket = undefined;
  }

  #forget(): void {
    this.#takeBackWait?.();
    this.#takeBackPing?.();
    this.#takeBackPong?.();
    this.#takeBackWait = undefined;
    this.#takeBackPing = undefined;
    this.#takeBackPong = undefined;
  }

  #move(link: LinkState): void {
    this.#link = link;
    this.#parts.peer.changed(link);
  }
}
