// A relay's HTTP side in memory: challenge, login by signature, sends under a bearer.
import { fromBase64Url, fromHex, toBase64Url, utf8, type Bytes } from '../bytes';
import { isSigned } from '../crypto/identity';
import { webcrypto as suite } from '../crypto/webcrypto';
import { parseObject, toJson } from '../json';
import type { Login } from '../wire';

const NONCE = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const TOKEN = 'bearer-of-this-device';

export class FakeHttpRelay {
  /** What was handed in, as base64url, repeats included. */
  readonly sent: string[] = [];
  /** How many more sends are taken before the network is gone. */
  takes = Infinity;

  readonly fetch: typeof fetch = async (url, init) => {
    const path = new URL(String(url)).pathname.replace('/relay', '');
    const body = init?.body instanceof Uint8Array ? new Uint8Array(init.body) : new Uint8Array();
    if (path === '/v1/challenge') return answer({ nonce: NONCE, at: Date.now() });
    if (path === '/v1/login') return (await this.#knows(body)) ? answer({ token: TOKEN, token_expires: 900_000, at: 0 }) : refusal(401);
    if (new Headers(init?.headers).get('Authorization') !== `Bearer ${TOKEN}`) return refusal(401);
    if (this.takes <= 0) throw new TypeError('network is gone');
    this.takes -= 1;
    this.sent.push(toBase64Url(body));
    return answer({});
  };

  async #knows(body: Bytes): Promise<boolean> {
    const login = parseObject(body);
    if (!login || !isLogin(login)) return false;
    const fields = [fromBase64Url(NONCE), utf8(login.audience), utf8('device'), fromHex(login.host)];
    return isSigned(suite, fromBase64Url(login.key), fromBase64Url(login.signature), 'login', ...fields);
  }
}

function answer(value: object): Response {
  return new Response(new Uint8Array(toJson(value)));
}

function refusal(status: number): Response {
  return new Response(null, { status });
}

function isLogin(value: object): value is Login {
  return 'audience' in value && 'key' in value && 'signature' in value && 'host' in value;
}
