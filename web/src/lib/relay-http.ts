// The relay over HTTP: login for a bearer, sends where no socket can be, chunks of blobs.
import type { Bytes } from './bytes';
import { parseObject, toJson } from './json';
import { audienceOf } from './places';
import type { Vault } from './vault';
import type { Challenge } from './wire';

const TIMEOUT_MS = 30_000; // one chunk of 1 MiB on a slow phone network
const CHUNK_TIMEOUT_MS = 120_000; // up is slower than down; the relay waits as long
const SPARE_MS = 60_000; // a bearer this close to its end is renewed first

/** The relay said no, or nothing. */
export class RelayRefused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(status === 404 ? 'the relay does not have it any more' : `the relay answered ${status}`);
    this.status = status;
  }
}

/** HTTP calls to one relay as one device. */
export class RelayHttp {
  readonly #relay: string;
  readonly #vault: Pick<Vault, 'login'>;
  #token = '';
  #renewAt = 0;

  constructor(relay: string, vault: Pick<Vault, 'login'>) {
    this.#relay = relay;
    this.#vault = vault;
  }

  /** Hand in a sealed envelope; resolves when the relay has stored it. */
  async send(envelope: Bytes): Promise<void> {
    await this.#call('/v1/send', { method: 'POST', body: body(envelope) });
  }

  /** One sealed chunk of a blob. */
  async chunk(blob: string, index: number): Promise<Bytes> {
    return this.#call(`/v1/blobs/${blob}/${index}`, {});
  }

  /** Store a sealed chunk; the same bytes may come again. `hash` is base64url of their SHA-256. */
  async putChunk(blob: string, index: number, sealed: Bytes, hash: string): Promise<void> {
    const signal = AbortSignal.timeout(CHUNK_TIMEOUT_MS);
    await this.#call(`/v1/blobs/${blob}/${index}?sha256=${hash}`, { method: 'PUT', body: body(sealed), signal });
  }

  async #call(path: string, init: RequestInit): Promise<Bytes> {
    const isFresh = Date.now() > this.#renewAt;
    if (isFresh) await this.#login();
    try {
      return await this.#authorized(path, init);
    } catch (error) {
      // A relay that started anew knows no bearer of before.
      if (isFresh || !(error instanceof RelayRefused) || error.status !== 401) throw error;
      await this.#login();
      return this.#authorized(path, init);
    }
  }

  #authorized(path: string, init: RequestInit): Promise<Bytes> {
    return this.#fetch(path, { ...init, headers: { Authorization: `Bearer ${this.#token}` } });
  }

  async #login(): Promise<void> {
    const challenge = parseObject(await this.#fetch('/v1/challenge', {}));
    if (!challenge || !isChallenge(challenge)) throw new RelayRefused(502);
    const login = await this.#vault.login(challenge, audienceOf(this.#relay));
    const sent = toJson({ ...login, nonce: challenge.nonce });
    const headers = { 'Content-Type': 'application/json' };
    const welcome = parseObject(await this.#fetch('/v1/login', { method: 'POST', body: body(sent), headers }));
    if (!welcome || !isBearer(welcome)) throw new RelayRefused(502);
    this.#token = welcome.token;
    this.#renewAt = Date.now() + (welcome.token_expires - welcome.at) - SPARE_MS;
  }

  async #fetch(path: string, init: RequestInit): Promise<Bytes> {
    const response = await fetch(this.#relay + path, { signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
    if (!response.ok) throw new RelayRefused(response.status);
    return new Uint8Array(await response.arrayBuffer());
  }
}

/** Bytes as a body; ours never stand in shared memory, which is all that the type wants to know. */
function body(bytes: Bytes): Bytes {
  return bytes as Bytes;
}

function isChallenge(value: object): value is Challenge {
  return 'nonce' in value && typeof value.nonce === 'string';
}

function isBearer(value: object): value is { token: string; token_expires: number; at: number } {
  return 'token' in value && 'token_expires' in value && 'at' in value;
}
