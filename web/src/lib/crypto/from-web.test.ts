// What the web code seals, written for the Python tests to open: `WRITE_VECTORS=1 npx vitest run from-web`.
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toBase64Url, toHex, utf8, type Bytes } from '../bytes';
import { parseInvitation } from '../invitation';
import { Direction } from '../wire';
import { beginFile, sealFile } from './blobs';
import { fallback } from './fallback';
import { fixedDhKey, fixedSignKey } from './fixed-keys';
import { expand } from './hkdf';
import { identityOf } from './identity';
import { DeviceHandshake } from './pairing';
import { sealCommand, sealDirect } from './sealing';
import type { Suite } from './suite';
import { readVector, vector } from './vectors';
import { webcrypto } from './webcrypto';

const FOLDER = new URL('../../../../tests/vectors/from_web/', import.meta.url);
const EXPIRES_MS = 1_893_456_000_000;
const ID = 'ab'.repeat(16);
const MAKERS = { command, direct, pairing, blob };

test.each(Object.entries(MAKERS))('the vector `%s` made by the web code has not drifted', async (name, make) => {
  const made = JSON.stringify(await make(webcrypto), null, 1) + '\n';
  if (process.env['WRITE_VECTORS']) writeFileSync(new URL(`${name}.json`, FOLDER), made);
  else expect(readVector(`from_web/${name}.json`)).toEqual(JSON.parse(made));

  expect(JSON.stringify(await make(fallback), null, 1) + '\n').toBe(made);
});

async function command(suite: Suite): Promise<object> {
  const { seed, hostSeed, recipient, ephemeral } = await keys(suite, 'command');
  const host = await identityOf(suite, await fixedSignKey(suite, hostSeed));
  const body = JSON.stringify({ type: 'message.send', text: 'Füge ein Limit hinzu 🚦', made_at: 1 });
  const envelope = await sealCommand(suite, {
    sender: await identityOf(suite, await fixedSignKey(suite, seed)),
    host: host.id,
    recipientKey: (await fixedDhKey(suite, recipient)).public,
    body: utf8(body),
    id: ID,
    expiresMs: EXPIRES_MS,
    ephemeral: await fixedDhKey(suite, ephemeral),
  });
  return sealedVector(envelope.raw, { seed, hostSeed, recipient }, body);
}

async function direct(suite: Suite): Promise<object> {
  const { seed, hostSeed, recipient, ephemeral } = await keys(suite, 'direct');
  const host = await identityOf(suite, await fixedSignKey(suite, hostSeed));
  const body = JSON.stringify({ type: 'page.request', before: 7, limit: 200 });
  const envelope = await sealDirect(suite, {
    sender: await identityOf(suite, await fixedSignKey(suite, seed)),
    host: host.id,
    direction: Direction.UP,
    recipient: host.id,
    recipientKey: (await fixedDhKey(suite, recipient)).public,
    body: utf8(body),
    id: ID,
    expiresMs: EXPIRES_MS,
    ephemeral: await fixedDhKey(suite, ephemeral),
  });
  return sealedVector(envelope.raw, { seed, hostSeed, recipient }, body);
}

async function pairing(suite: Suite): Promise<object> {
  const golden = vector('pairing');
  const { seed, recipient, ephemeral, hostSeed } = await keys(suite, 'pairing');
  const device = await DeviceHandshake.begin(
    suite,
    parseInvitation(golden.text('link')),
    await identityOf(suite, await fixedSignKey(suite, seed)),
    { name: 'Küche', wrap: (await fixedDhKey(suite, recipient)).public },
    { static: await fixedDhKey(suite, hostSeed), ephemeral: await fixedDhKey(suite, ephemeral) },
  );
  return {
    link: golden.text('link'),
    invitation_private: golden.text('invitation_private'),
    name: 'Küche',
    step_1: toHex(device.start),
  };
}

async function blob(suite: Suite): Promise<object> {
  const text = 'a file of the web code\n'.repeat(50_000);
  const sealed: Bytes[] = [];
  let drawn = 0;
  const draws: Bytes[] = await Promise.all([16, 32, 12, 12].map((size, at) => material(suite, `blob ${at}`, size)));
  const fixed: Suite = { ...suite, random: (size) => draws[drawn++] ?? suite.random(size) };
  const manifest = await sealFile(fixed, new Blob([text], { type: 'text/plain' }), 'web.txt', beginFile(fixed), {
    keep: async () => undefined,
    store: async (_, __, chunk) => void sealed.push(chunk),
  });
  const heads = sealed.map((chunk) => toHex(chunk.slice(0, 64)));
  return { manifest: JSON.stringify(manifest), heads, line: 'a file of the web code\n', lines: 50_000 };
}

interface Keys {
  readonly seed: Bytes;
  readonly hostSeed: Bytes;
  readonly recipient: Bytes;
  readonly ephemeral: Bytes;
}

async function keys(suite: Suite, label: string): Promise<Keys> {
  return {
    seed: await material(suite, `${label} seed`, 32),
    hostSeed: await material(suite, `${label} host seed`, 32),
    recipient: await material(suite, `${label} recipient`, 32),
    ephemeral: await material(suite, `${label} ephemeral`, 32),
  };
}

function material(suite: Suite, label: string, size: number): Promise<Bytes> {
  return expand(suite, utf8('web vectors'), utf8(label), size);
}

function sealedVector(raw: Bytes, from: Pick<Keys, 'seed' | 'hostSeed' | 'recipient'>, body: string): object {
  return {
    sender_seed: toHex(from.seed),
    host_seed: toHex(from.hostSeed),
    recipient_private: toHex(from.recipient),
    id: ID,
    expires_ms: EXPIRES_MS,
    body,
    raw: toBase64Url(raw),
  };
}
