import { afterEach, beforeEach, expect, test } from 'vitest';
import { utf8 } from './bytes';
import { toJson } from './json';
import { RelayHttp } from './relay-http';
import type { Challenge, Login } from './wire';

const network = globalThis.fetch;
/** The bearer that the relay knows now; one that starts anew knows none. */
let bearer: string | undefined;
let logins: number;

beforeEach(() => {
  bearer = undefined;
  logins = 0;
  globalThis.fetch = relay;
});

afterEach(() => {
  globalThis.fetch = network;
});

const relay: typeof fetch = async (url, init) => {
  const path = new URL(String(url)).pathname;
  if (path === '/v1/challenge') return json({ nonce: 'AAAA', at: 0 });
  if (path === '/v1/login') {
    logins += 1;
    bearer = `bearer-${logins}`;
    return json({ token: bearer, token_expires: 900_000, at: 0 });
  }
  const known = bearer !== undefined && new Headers(init?.headers).get('Authorization') === `Bearer ${bearer}`;
  return known ? new Response(utf8('chunk')) : new Response(null, { status: 401 });
};

function json(value: object): Response {
  return new Response(toJson(value));
}

function connect(): RelayHttp {
  const login = async (challenge: Challenge, audience: string): Promise<Login> =>
    ({ type: 'login', role: 'device', host: '', key: '', audience, signature: challenge.nonce }) as Login;
  return new RelayHttp('http://relay.test', { login });
}

test('one login serves many calls', async () => {
  const http = connect();
  await http.chunk('b', 0);
  await http.chunk('b', 1);
  expect(logins).toBe(1);
});

test('a relay that started anew is logged in to again', async () => {
  const http = connect();
  await http.chunk('b', 0);
  bearer = undefined;
  expect(await http.chunk('b', 0)).toEqual(utf8('chunk'));
  expect(logins).toBe(2);
});
