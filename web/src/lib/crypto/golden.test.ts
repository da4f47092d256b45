// Both suites against the golden vectors that Python wrote, and against published ones.
import { describe, expect, test } from 'vitest';
import { fromUtf8, toHex, utf8, type Bytes } from '../bytes';
import { makeEnvelope, parseEnvelope } from '../envelope';
import { parseInvitation } from '../invitation';
import { packRecord, parseRecord } from '../record';
import { Class, Direction, type Manifest } from '../wire';
import { openChunk, openFile, sealChunk } from './blobs';
import { genesis, isRejection, recordHash, tipOf, verifyOlder, verifyPage } from './chain';
import { openEpoch } from './epochs';
import { fallback } from './fallback';
import { fixedDhKey, fixedSignKey } from './fixed-keys';
import * as hpke from './hpke';
import { identityOf, isSigned, partyOf, sign, statement } from './identity';
import { Initiator } from './noise';
import { pad, paddedSize, unpad } from './padding';
import { DeviceHandshake, digitsOf } from './pairing';
import { isBy, openEphemeral, openPrivate, openRecord, sealCommand, sealDirect } from './sealing';
import { readVector, Vector, vector } from './vectors';
import { webcrypto } from './webcrypto';

describe.each([webcrypto, fallback])('$name', (suite) => {
  test('signs and names parties as Python does', async () => {
    const golden = vector('identity');
    const key = await fixedSignKey(suite, golden.hex('seed'));
    const fields = golden.hexes('fields');

    expect(toHex(key.public)).toBe(golden.text('public'));
    expect(await partyOf(suite, key.public)).toBe(golden.text('id'));
    expect(toHex(statement(golden.text('purpose'), ...fields))).toBe(golden.text('statement'));
    expect(toHex(await sign(suite, key, golden.text('purpose'), ...fields))).toBe(golden.text('signature'));
    expect(await isSigned(suite, key.public, golden.hex('signature'), golden.text('purpose'), ...fields)).toBe(true);
    expect(await isSigned(suite, key.public, golden.hex('signature'), 'other', ...fields)).toBe(false);
  });

  test('seals and opens a command byte for byte', async () => {
    const golden = vector('command');
    const sender = await identityOf(suite, await fixedSignKey(suite, golden.hex('sender_seed')));
    const recipient = await fixedDhKey(suite, golden.hex('recipient_private'));

    const sealed = await sealCommand(suite, {
      sender,
      host: golden.text('host'),
      recipientKey: recipient.public,
      body: utf8(golden.text('body')),
      id: golden.text('id'),
      expiresMs: golden.number('expires_ms'),
      ephemeral: await fixedDhKey(suite, golden.hex('ephemeral_private')),
    });
    const opened = await openPrivate(suite, parseEnvelope(golden.hex('raw')), recipient);

    expect(toHex(sealed.raw)).toBe(golden.text('raw'));
    expect(fromUtf8(opened.body)).toBe(golden.text('body'));
    expect(await isBy(suite, opened, sender.key.public)).toBe(true);
    expect(await isBy(suite, opened, recipient.public)).toBe(false);
  });

  test('seals and opens a direct envelope byte for byte', async () => {
    const golden = vector('direct');
    const sender = await identityOf(suite, await fixedSignKey(suite, golden.hex('sender_seed')));
    const recipient = await fixedDhKey(suite, golden.hex('recipient_private'));

    const sealed = await sealDirect(suite, {
      sender,
      host: golden.text('host'),
      direction: Direction.DOWN,
      recipient: golden.text('recipient'),
      recipientKey: recipient.public,
      body: utf8(golden.text('body')),
      id: golden.text('id'),
      expiresMs: golden.number('expires_ms'),
      ephemeral: await fixedDhKey(suite, golden.hex('ephemeral_private')),
    });
    const opened = await openPrivate(suite, parseEnvelope(golden.hex('raw')), recipient);

    expect(toHex(sealed.raw)).toBe(golden.text('raw'));
    expect(fromUtf8(opened.body)).toBe(golden.text('body'));
    expect(await isBy(suite, opened, sender.key.public)).toBe(true);
  });

  test('opens a record', async () => {
    const golden = vector('record');
    const epochKey = await suite.importAesKey(golden.hex('epoch_key'));

    const record = await openRecord(suite, parseEnvelope(golden.hex('raw')), epochKey);

    expect(toHex(packRecord(record))).toBe(golden.text('packed'));
    expect(fromUtf8(record.body)).toBe(golden.text('body'));
    expect(record).toMatchObject({ seq: golden.number('seq'), id: golden.text('id'), type: golden.text('type') });
  });

  test('opens an ephemeral envelope that the host signed', async () => {
    const golden = vector('ephemeral');
    const epochKey = await suite.importAesKey(golden.hex('epoch_key'));
    const envelope = parseEnvelope(golden.hex('raw'));

    const body = await openEphemeral(suite, envelope, epochKey, golden.hex('host_public'));

    expect(fromUtf8(body)).toBe(golden.text('body'));
    await expect(openEphemeral(suite, envelope, epochKey, golden.hex('epoch_key'))).rejects.toThrow();
  });

  test('unwraps an epoch key for each device named and nobody else', async () => {
    const golden = vector('epoch');
    const envelope = parseEnvelope(golden.hex('raw'));
    const host = golden.hex('host_public');

    for (const each of golden.vectors('devices')) {
      const wrap = await fixedDhKey(suite, each.hex('wrap_private'));
      const opened = await openEpoch(suite, envelope, host, each.text('device'), wrap);
      expect(opened?.epoch).toBe(golden.text('epoch'));
      expect(opened && toHex(opened.key)).toBe(golden.text('epoch_key'));
      expect(await openEpoch(suite, envelope, host, golden.text('stranger'), wrap)).toBeUndefined();
      await expect(openEpoch(suite, envelope, wrap.public, each.text('device'), wrap)).rejects.toThrow();
    }
  });

  test('follows the chain, forwards, backwards and over a restore', async () => {
    const golden = vector('chain');
    const host = golden.hex('host_public');
    const records = golden.hexes('records').map(parseRecord);
    const restored = golden.hexes('restored').map(parseRecord);
    const tip = await verifyPage(suite, genesis(golden.text('incarnation')), records, host);
    const hashes = records.map(recordHash);
    const [oldest, earlier] = [records[4], records[golden.number('restored_after_seq') - 1]];
    if (isRejection(tip) || !oldest || !earlier) throw new Error('refused');

    const after = await verifyPage(suite, tipOf(earlier), restored, host);

    expect(hashes.map(toHex)).toEqual(golden.list('hashes').slice(1));
    expect(toHex(tip.hash)).toBe(golden.list('hashes').at(-1));
    expect(verifyOlder(oldest, records.slice(1, 4))).toBeUndefined();
    expect(await verifyPage(suite, tip, restored, host)).toEqual({ reason: 'fork', seq: 4 });
    expect(isRejection(after)).toBe(false);
    expect(!isRejection(after) && toHex(after.hash)).toBe(golden.text('restored_hash'));
    expect(!isRejection(after) && after.incarnation).toBe(golden.text('restored_incarnation'));
  });

  test.each(['noise', 'published/noise'])('speaks Noise as in %s', async (name) => {
    const golden = vector(name);
    const responder = await fixedDhKey(suite, golden.hex('responder_static'));
    const initiator = await Initiator.start(suite, golden.hex('prologue'), golden.hex('psk'), responder.public, {
      static: await fixedDhKey(suite, golden.hex('initiator_static')),
      ephemeral: await fixedDhKey(suite, golden.hex('initiator_ephemeral')),
    });
    const script = name === 'noise' ? ours(golden) : published(golden);

    expect(toHex(await initiator.writeMessage1(script.payload1))).toBe(toHex(script.message1));
    const { payload, transport } = await initiator.readMessage2(script.message2);
    expect(toHex(payload)).toBe(toHex(script.payload2));
    expect(toHex(transport.handshakeHash)).toBe(golden.text('handshake_hash'));
    for (const { isSent, plaintext, message } of script.transport) {
      if (isSent) expect(toHex(await transport.encrypt(plaintext))).toBe(toHex(message));
      else expect(toHex(await transport.decrypt(message))).toBe(toHex(plaintext));
    }
  });

  test('derives the same six digits', async () => {
    const golden = vector('noise');

    expect(await digitsOf(suite, golden.hex('handshake_hash'))).toBe(golden.text('digits'));
  });

  test('pairs as the device of the golden handshake, every repeat alike', async () => {
    const golden = vector('pairing');
    const steps = golden.hexes('steps');
    const [, second, , fourth, fifth] = steps;
    if (!second || !fourth || !fifth) throw new Error('steps are missing');
    const identity = await identityOf(suite, await fixedSignKey(suite, golden.hex('device_seed')));
    const wrap = await fixedDhKey(suite, golden.hex('wrap_private'));
    const device = await DeviceHandshake.begin(
      { ...suite, name: 'webcrypto' },
      parseInvitation(golden.text('link')),
      identity,
      { name: golden.text('device_name'), wrap: wrap.public },
      {
        static: await fixedDhKey(suite, golden.hex('static_private')),
        ephemeral: await fixedDhKey(suite, golden.hex('ephemeral_private')),
      },
    );
    const host = await fixedSignKey(suite, golden.hex('host_seed'));

    const reply = await device.receive(second);
    const proved = await device.receive(fourth);
    const outcome = await device.receive(fifth);

    expect(toHex(device.start)).toBe(golden.list('steps')[0]);
    expect(reply.kind === 'reply' && toHex(reply.payload)).toBe(golden.list('steps')[2]);
    expect(proved).toMatchObject({ kind: 'host_proved', digits: golden.text('digits') });
    expect(proved.kind === 'host_proved' && toHex(proved.host.identity)).toBe(toHex(host.public));
    expect(proved.kind === 'host_proved' && toHex(proved.host.hpke)).toBe(golden.text('host_hpke'));
    expect(outcome).toEqual({ kind: 'outcome', outcome: JSON.parse(golden.text('outcome')) });
    expect([await device.receive(second), await device.receive(fourth)]).toEqual([reply, proved]);
  });

  test('seals and opens chunks of a file byte for byte', async () => {
    const golden = vector('blob');
    const key = await suite.importAesKey(golden.hex('key'));

    for (const chunk of golden.vectors('chunks')) {
      const place = { blob: golden.text('blob'), index: chunk.number('index'), last: chunk.flag('last') };
      const sealed = await sealChunk(suite, key, place, chunk.hex('data'), chunk.hex('nonce'));
      expect(toHex(sealed)).toBe(chunk.text('sealed'));
      expect(toHex(await openChunk(suite, key, place, chunk.hex('sealed')))).toBe(chunk.text('data'));
      await expect(openChunk(suite, key, { ...place, last: !place.last }, sealed)).rejects.toThrow();
    }
  });

  test('opens a file by its manifest', async () => {
    const file = vector('blob').vector('file');
    const manifest: Manifest = JSON.parse(file.text('manifest'));
    const chunks = file.hexes('chunks');
    let text = '';

    for await (const data of openFile(suite, manifest, async (_, index) => chunks[index] ?? new Uint8Array())) {
      text += fromUtf8(data);
    }

    expect(text).toBe(file.text('text'));
  });

  test('meets the published HPKE vector in both roles', async () => {
    const golden = vector('published/hpke');
    const recipient = await fixedDhKey(suite, golden.hex('skRm'));
    const ephemeral = await fixedDhKey(suite, golden.hex('skEm'));

    const sender = await hpke.senderContext(suite, golden.hex('pkRm'), golden.hex('info'), ephemeral);
    const receiver = await hpke.recipientContext(suite, recipient, golden.hex('info'), golden.hex('enc'));
    const key = await suite.importAesKey(sender.key);

    expect(sender).toEqual(receiver);
    expect([sender.encapsulated, sender.key, sender.nonce].map(toHex)).toEqual(
      ['enc', 'key', 'base_nonce'].map((name) => golden.text(name)),
    );
    expect(toHex(await suite.encrypt(key, sender.nonce, golden.hex('aad'), golden.hex('pt')))).toBe(golden.text('ct'));
    expect(toHex(await suite.decrypt(key, sender.nonce, golden.hex('aad'), golden.hex('ct')))).toBe(golden.text('pt'));
  });
});

test('envelopes of every class and direction are packed and read alike', () => {
  const cases = readVector('envelope.json');
  if (!Array.isArray(cases)) throw new TypeError('not a list');
  for (const each of cases.map((value: unknown) => Vector.of(value))) {
    const parsed = parseEnvelope(each.hex('raw'));

    expect(toHex(makeEnvelope(parsed.header, parsed.payload).raw)).toBe(each.text('raw'));
    expect(parsed.header).toMatchObject({
      class: each.number('class'),
      direction: each.number('direction'),
      host: each.text('host'),
      sender: each.text('sender'),
      id: each.text('id'),
      key: each.text('key'),
      nonce: each.hex('nonce'),
      expiresMs: each.number('expires_ms'),
    });
  }
  expect(cases).toHaveLength(Object.keys(Class).length * Object.keys(Direction).length);
});

test('padding has the same sizes', () => {
  const golden = vector('padding');

  expect(toHex(pad(utf8('content')))).toBe(golden.text('padded'));
  expect(fromUtf8(unpad(golden.hex('padded')))).toBe('content');
  for (const pair of golden.list('sizes')) {
    if (!Array.isArray(pair)) throw new TypeError('not a pair');
    expect(paddedSize(Number(pair[0]))).toBe(pair[1]);
  }
});

test('an invitation is read from link, fragment or bare text', () => {
  const golden = vector('invitation');
  const link = golden.text('link');

  for (const text of [link, link.slice(link.indexOf('#')), link.slice(link.indexOf('=') + 1)]) {
    const invitation = parseInvitation(text);
    expect(toHex(invitation.packed)).toBe(golden.text('packed'));
    expect(invitation).toMatchObject({
      rendezvous: golden.text('rendezvous'),
      key: golden.hex('key'),
      secret: golden.hex('secret'),
      expiresMs: golden.number('expires_s') * 1000,
      hostName: golden.text('host_name'),
      relay: golden.text('relay'),
    });
  }
});

interface Script {
  readonly payload1: Bytes;
  readonly message1: Bytes;
  readonly payload2: Bytes;
  readonly message2: Bytes;
  readonly transport: readonly { isSent: boolean; plaintext: Bytes; message: Bytes }[];
}

function ours(golden: Vector): Script {
  return {
    payload1: golden.hex('payload_1'),
    message1: golden.hex('message_1'),
    payload2: new Uint8Array(),
    message2: golden.hex('message_2'),
    transport: golden.vectors('transport').map((each) => ({
      isSent: each.text('from') === 'initiator',
      plaintext: utf8(each.text('text')),
      message: each.hex('message'),
    })),
  };
}

function published(golden: Vector): Script {
  const messages = golden
    .vectors('messages')
    .map((each) => ({ plaintext: each.hex('payload'), message: each.hex('message') }));
  const [first, second] = messages;
  if (!first || !second) throw new Error('messages are missing');
  return {
    payload1: first.plaintext,
    message1: first.message,
    payload2: second.plaintext,
    message2: second.message,
    transport: messages.slice(2).map((each, index) => ({ isSent: index % 2 === 0, ...each })),
  };
}
