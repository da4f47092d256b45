// What was altered, moved or made up is refused by either suite.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { concat, fromBase64Url, fromHex, toBase64Url, toHex, utf8, type Bytes } from '../bytes';
import { MalformedEnvelope, makeEnvelope, parseEnvelope } from '../envelope';
import { MalformedLink, parseInvitation } from '../invitation';
import { MalformedRecord, packRecord, parseRecord, type ThreadRecord } from '../record';
import { CHUNK_BYTES, beginFile, openFile, sealFile } from './blobs';
import { genesis, isRejection, verifyOlder, verifyPage } from './chain';
import { chooseSuite, loadSuite } from './choose';
import { openEpoch } from './epochs';
import { fallback } from './fallback';
import { fixedDhKey } from './fixed-keys';
import * as hpke from './hpke';
import { newIdentity } from './identity';
import { HandshakeFailed } from './noise';
import { unpad } from './padding';
import { DeviceHandshake } from './pairing';
import { isBy, openEphemeral, openPrivate, openRecord } from './sealing';
import { Unopenable, type Suite } from './suite';
import { vector } from './vectors';
import { webcrypto } from './webcrypto';

afterEach(() => {
  vi.unstubAllGlobals();
});

const STRIDE = 7; // every seventh byte is enough: each lies in some field, and the fields are longer

describe.each([webcrypto, fallback])('$name', (suite) => {
  test('an altered byte anywhere in a command never opens as its sender', async () => {
    const golden = vector('command');
    const key = await fixedDhKey(suite, golden.hex('recipient_private'));
    const sender = vector('identity').hex('public');

    await everyAlteration(golden.hex('raw'), async (raw) => {
      const opened = await openPrivate(suite, parseEnvelope(raw), key);
      if (!(await isBy(suite, opened, sender))) throw new Unopenable('signed by nobody');
    });
  });

  test('an altered byte anywhere in a record, ephemeral or epoch never opens', async () => {
    const record = vector('record');
    const epochKey = await suite.importAesKey(record.hex('epoch_key'));
    const ephemeral = vector('ephemeral');
    const epoch = vector('epoch');
    const device = epoch.vectors('devices')[0];
    if (!device) throw new Error('no device');
    const wrap = await fixedDhKey(suite, device.hex('wrap_private'));

    await everyAlteration(record.hex('raw'), (raw) => openRecord(suite, parseEnvelope(raw), epochKey));
    await everyAlteration(ephemeral.hex('raw'), (raw) =>
      openEphemeral(suite, parseEnvelope(raw), epochKey, ephemeral.hex('host_public')),
    );
    await everyAlteration(epoch.hex('raw'), (raw) =>
      openEpoch(suite, parseEnvelope(raw), epoch.hex('host_public'), device.text('device'), wrap),
    );
  });

  test('no class opens as another', async () => {
    const key = await suite.newDhKey();
    const epochKey = await suite.importAesKey(new Uint8Array(32));
    const [command, record] = ['command', 'record'].map((name) => parseEnvelope(vector(name).hex('raw')));
    if (!command || !record) throw new Error('no envelopes');

    await expect(openPrivate(suite, record, key)).rejects.toThrow(Unopenable);
    await expect(openRecord(suite, command, epochKey)).rejects.toThrow(Unopenable);
    await expect(openEphemeral(suite, record, epochKey, key.public)).rejects.toThrow(Unopenable);
    await expect(openEpoch(suite, record, key.public, 'ab'.repeat(16), key)).rejects.toThrow(Unopenable);
  });

  test('an envelope that names another record than it holds is refused', async () => {
    const golden = vector('record');
    const epochKey = await suite.importAesKey(golden.hex('epoch_key'));
    const { header } = parseEnvelope(golden.hex('raw'));
    const bare = makeEnvelope({ ...header, id: 'cd'.repeat(16) }, new Uint8Array(header.size));
    const content = new Uint8Array(header.size - 16);
    const packed = golden.hex('packed');
    content.set(concat(fromHex('0000'), new Uint8Array([packed.length >> 8, packed.length]), packed));
    const payload = await suite.encrypt(epochKey, header.nonce, bare.headerBytes, content);

    await expect(openRecord(suite, makeEnvelope(bare.header, payload), epochKey)).rejects.toThrow('another record');
  });

  test('HPKE refuses another key, another context and what is too short', async () => {
    const key = await suite.newDhKey();
    const sealed = await hpke.seal(suite, key.public, utf8('info'), utf8('content'));

    await expect(hpke.open(suite, key, utf8('other'), sealed)).rejects.toThrow(Unopenable);
    await expect(hpke.open(suite, await suite.newDhKey(), utf8('info'), sealed)).rejects.toThrow(Unopenable);
    await expect(hpke.open(suite, key, utf8('info'), sealed.slice(0, 47))).rejects.toThrow(Unopenable);
    await expect(hpke.open(suite, key, utf8('info'), new Uint8Array(64))).rejects.toThrow(Unopenable);
    expect(await hpke.open(suite, key, utf8('info'), sealed)).toEqual(utf8('content'));
  });

  test('the chain rejects what is dropped, reordered, altered, repeated or of another signer', async () => {
    const golden = vector('chain');
    const host = golden.hex('host_public');
    const start = genesis(golden.text('incarnation'));
    const records = golden.hexes('records').map(parseRecord);
    const [first, second, third] = records;
    if (!first || !second || !third) throw new Error('no records');
    const other = { ...second, body: utf8('{}') };
    const relabelled = { ...third, incarnation: 'ef'.repeat(16) };
    const reasonOf = async (page: ThreadRecord[], by = host): Promise<string> => {
      const verdict = await verifyPage(suite, start, page, by);
      return isRejection(verdict) ? `${verdict.reason} ${verdict.seq}` : 'accepted';
    };

    expect(await reasonOf(records)).toBe('accepted');
    expect(await reasonOf([])).toBe('accepted');
    expect(await reasonOf([first, third])).toBe('gap 3');
    expect(await reasonOf([second, first])).toBe('gap 2');
    expect(await reasonOf([first, first])).toBe('fork 1');
    expect(await reasonOf([first, other, third])).toBe('fork 3');
    expect(await reasonOf([first, other])).toBe('bad_signature 2');
    expect(await reasonOf([first, second, relabelled])).toBe('wrong_incarnation 3');
    expect(await reasonOf(records, second.prev)).toBe('bad_signature 5');
    expect(verifyOlder(third, [first])).toEqual({ reason: 'gap', seq: 3 });
    expect(verifyOlder(third, [first, other])).toEqual({ reason: 'fork', seq: 3 });
  });

  test('pairing refuses altered steps and then goes on with the true ones', async () => {
    const golden = vector('pairing');
    const [, second, , fourth] = golden.hexes('steps');
    if (!second || !fourth) throw new Error('no steps');
    const invitation = parseInvitation(golden.text('link'));
    const keys = {
      static: await fixedDhKey(suite, golden.hex('static_private')),
      ephemeral: await fixedDhKey(suite, golden.hex('ephemeral_private')),
    };
    const terms = { name: golden.text('device_name'), wrap: (await suite.newDhKey()).public };
    const device = await DeviceHandshake.begin(suite, invitation, await newIdentity(suite), terms, keys);

    await expect(device.receive(fourth)).rejects.toThrow(HandshakeFailed);
    for (let at = 1; at < second.length; at += STRIDE) {
      await expect(device.receive(altered(second, at))).rejects.toThrow(HandshakeFailed);
    }
    expect((await device.receive(second)).kind).toBe('reply');
    for (let at = 1; at < fourth.length; at += STRIDE) {
      await expect(device.receive(altered(fourth, at))).rejects.toThrow(HandshakeFailed);
    }
    expect((await device.receive(fourth)).kind).toBe('host_proved');
    await expect(device.receive(new Uint8Array([1]))).rejects.toThrow(HandshakeFailed);
    expect(await device.receive(concat(new Uint8Array([6]), utf8('expired')))).toEqual({
      kind: 'turned_away',
      code: 'expired',
    });
  });

  test.each([0, 1, CHUNK_BYTES + 1])('a file of %i bytes comes back whole, and only whole', async (size) => {
    const { manifest, chunks } = await sealed(suite, size);
    const first = chunks[0] ?? new Uint8Array();

    expect(await bytesOf(suite, manifest, chunks)).toBe(size);
    expect(chunks).toHaveLength(Math.max(1, Math.ceil(size / CHUNK_BYTES)));
    await expect(bytesOf(suite, manifest, [altered(first, 20), ...chunks.slice(1)])).rejects.toThrow(Unopenable);
    await expect(bytesOf(suite, { ...manifest, sha256: manifest.key }, chunks)).rejects.toThrow(Unopenable);
    await expect(bytesOf(suite, { ...manifest, size: size + 1 }, chunks)).rejects.toThrow(Unopenable);
  });

  test('a key of the other suite is refused, not misread', async () => {
    const other: Suite = suite === fallback ? webcrypto : fallback;
    const [signing, exchanging] = await Promise.all([other.newSignKey(), other.newDhKey()]);
    const sealing = await other.importAesKey(new Uint8Array(32));
    const nonce = new Uint8Array(12);

    await expect(suite.sign(signing, utf8('x'))).rejects.toThrow(TypeError);
    await expect(suite.exchange(exchanging, exchanging.public)).rejects.toThrow(TypeError);
    await expect(suite.encrypt(sealing, nonce, nonce, nonce)).rejects.toThrow(TypeError);
    await expect(suite.decrypt(sealing, nonce, nonce, nonce)).rejects.toThrow(TypeError);
  });

  test('a public key without a shared secret is refused', async () => {
    const key = await suite.newDhKey();

    for (const remote of [new Uint8Array(32), new Uint8Array(31)]) {
      await expect(suite.exchange(key, remote)).rejects.toThrow(Unopenable);
    }
  });

  test('a signature with a key or form that is none does not hold', async () => {
    const key = await suite.newSignKey();
    const signature = await suite.sign(key, utf8('x'));

    expect(await suite.verify(key.public, signature, utf8('x'))).toBe(true);
    expect(await suite.verify(key.public, signature.slice(1), utf8('x'))).toBe(false);
    expect(await suite.verify(key.public.slice(1), signature, utf8('x'))).toBe(false);
    expect(await suite.verify(key.public, altered(signature, 0), utf8('x'))).toBe(false);
  });
});

test('where WebCrypto has both curves it is chosen, and keys choose their suite', async () => {
  expect((await chooseSuite()).name).toBe('webcrypto');
  expect(await loadSuite('fallback')).toBe(fallback);
});

test('on a page without a secure context, or without a curve, the fallback is chosen', async () => {
  const random = crypto.getRandomValues.bind(crypto);
  const generateKey = (): Promise<never> => Promise.reject(new DOMException('unknown curve', 'NotSupportedError'));

  vi.stubGlobal('crypto', { getRandomValues: random });
  expect((await chooseSuite()).name).toBe('fallback');
  vi.stubGlobal('crypto', { getRandomValues: random, subtle: { generateKey } });
  expect((await chooseSuite()).name).toBe('fallback');
});

test('private keys of WebCrypto cannot be taken out', async () => {
  for (const key of [await webcrypto.newDhKey(), await webcrypto.newSignKey()]) {
    expect(key.private).toBeInstanceOf(CryptoKey);
    expect(key.private instanceof CryptoKey && key.private.extractable).toBe(false);
  }
});

test.each(['', '00', '02'.repeat(92), `01${'00'.repeat(91)}`, `0101${'00'.repeat(89)}01`])(
  'nonsense is no envelope: %s',
  (raw) => {
    expect(() => parseEnvelope(fromHex(raw))).toThrow(MalformedEnvelope);
  },
);

test('a record cut short or lengthened is none', () => {
  const packed = packRecord(parseRecord(vector('record').hex('packed')));

  for (let size = 0; size < packed.length; size += STRIDE) {
    expect(() => parseRecord(packed.slice(0, size))).toThrow(MalformedRecord);
  }
  expect(() => parseRecord(concat(packed, new Uint8Array(1)))).toThrow(MalformedRecord);
});

test.each(['', 'https://desk.example/', '#p=', '#p=AQ', '#p=!!!', `#p=Ag${'A'.repeat(200)}`])(
  'text that is no link is refused: %s',
  (link) => {
    expect(() => parseInvitation(link)).toThrow(MalformedLink);
  },
);

test('padding whose length is too long is refused', () => {
  for (const padded of [new Uint8Array(3), new Uint8Array(256).fill(255)]) {
    expect(() => unpad(padded)).toThrow(Unopenable);
  }
});

test('bytes survive base64url and hexadecimal, and nonsense does not', () => {
  for (const size of [0, 1, 2, 3, 255, 70_000]) {
    const bytes = new Uint8Array(size).map((_, index) => index * 31);
    expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
    expect(fromHex(toHex(bytes))).toEqual(bytes);
  }
  for (const text of ['a', 'a=', 'a+b/', 'ä']) expect(() => fromBase64Url(text)).toThrow(RangeError);
  for (const text of ['a', 'zz']) expect(() => fromHex(text)).toThrow(RangeError);
});

async function everyAlteration(raw: Bytes, open: (raw: Bytes) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < raw.length; at += STRIDE) {
    const opened = open.bind(undefined, altered(raw, at));
    const verdict = await Promise.resolve().then(opened).then(
      () => 'opened',
      (error: unknown) => (error instanceof Unopenable || error instanceof MalformedEnvelope ? 'refused' : error),
    );
    expect(verdict, `byte ${at}`).toBe('refused');
  }
}

function altered(raw: Bytes, at: number): Bytes {
  const copy = raw.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

async function sealed(suite: Suite, size: number) {
  const chunks: Bytes[] = [];
  const manifest = await sealFile(suite, new Blob([new Uint8Array(size)]), 'a.bin', beginFile(suite), {
    keep: async () => undefined,
    store: async (_, index, chunk) => void (chunks[index] = chunk),
  });
  return { manifest, chunks };
}

async function bytesOf(
  suite: Suite,
  manifest: Awaited<ReturnType<typeof sealed>>['manifest'],
  chunks: readonly Bytes[],
): Promise<number> {
  let size = 0;
  for await (const data of openFile(suite, manifest, async (_, index) => chunks[index] ?? new Uint8Array())) {
    size += data.length;
  }
  return size;
}
