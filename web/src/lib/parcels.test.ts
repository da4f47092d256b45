import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { concat, equal, fromBase64Url, toBase64Url, type Bytes } from './bytes';
import { CHUNK_BYTES, beginFile, openFile, sealFile } from './crypto/blobs';
import { webcrypto as suite } from './crypto/webcrypto';
import { newId } from './crypto/identity';
import { FakeClock } from './fakes/clock';
import type { Written } from './draft';
import { ParcelStore } from './parcel-store';
import { MAX_FILES, MAX_FILE_BYTES, Parcels } from './parcels';
import { RelayRefused } from './relay-http';
import type { FileView } from './view';
import type { Manifest } from './wire';

const HOST = 'a'.repeat(32);

interface Posted {
  id: string;
  text: string;
  attachments: Manifest[];
}

/** A device and its relay: chunks that are stored are frozen, and each try can be made to fail. */
class Device {
  readonly clock = new FakeClock();
  readonly stored = new Map<string, Bytes>();
  readonly posted: Posted[] = [];
  /** Asked before each chunk; what it throws is the relay's answer. */
  answer: (index: number) => void = () => undefined;
  /** The relay stores the next chunk, and its answer is lost. */
  losesAnswer = false;
  leads = true;
  #watchers = new Set<() => void>();
  parcels: Parcels | undefined;

  async open(): Promise<Parcels> {
    this.parcels = await Parcels.open({
      ...{ host: HOST, clock: this.clock, random: () => 0.5, store: await ParcelStore.open(HOST) },
      vault: {
        newId: () => newId(suite),
        beginFile: async () => beginFile(suite),
        sealFile: (file, name, begun, keeper) => sealFile(suite, file, name, begun, keeper),
      },
      putChunk: async (blob, index, sealed, hash) => {
        this.answer(index);
        const held = this.stored.get(`${blob}/${index}`);
        if (held && toBase64Url(await suite.sha256(held)) !== hash) throw new RelayRefused(409);
        this.stored.set(`${blob}/${index}`, sealed);
        if (this.losesAnswer) {
          this.losesAnswer = false;
          throw new TypeError('network is gone');
        }
      },
      thumbnailOf: async (file) => (file.type === 'image/png' ? 'data:small' : undefined),
      leads: () => this.leads,
      post: async (id, text, _options, attachments) => void this.posted.push({ id, text, attachments }),
      changed: () => this.#watchers.forEach((look) => look()),
    });
    return this.parcels;
  }

  /** Wait until it is as wanted; the test's own time limit bounds it. */
  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isSo()) return;
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }

  files(): FileView[] {
    return this.parcels?.views().flatMap(({ files }) => files) ?? [];
  }

  async read(manifest: Manifest): Promise<Bytes> {
    const parts: Bytes[] = [];
    for await (const part of openFile(suite, manifest, async (blob, index) => this.stored.get(`${blob}/${index}`) ?? new Uint8Array())) parts.push(part);
    return concat(...parts);
  }
}

let device: Device;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  device = new Device();
});

function file(size: number, name = 'plan.pdf'): File {
  return new File([new Uint8Array(size).map((_, at) => (at * 7) % 251)], name, { type: 'application/pdf' });
}

test('a message goes once its last file is at the relay, with what opens it', async () => {
  const parcels = await device.open();
  const sent = [file(2 * CHUNK_BYTES + 5), file(0, 'empty.txt')];
  await parcels.attach(sent);
  expect(parcels.hasDraft).toBe(true);
  await parcels.send('read it', {});
  await device.until(() => device.posted.length === 1 && parcels.views().length === 0);

  const [{ text, attachments } = { text: '', attachments: [] }] = device.posted;
  expect(text).toBe('read it');
  expect(attachments.map(({ name, size, chunks }) => [name, size, chunks.length])).toEqual([
    ['plan.pdf', 2 * CHUNK_BYTES + 5, 3],
    ['empty.txt', 0, 1],
  ]);
  for (const [at, manifest] of attachments.entries()) {
    expect(equal(await device.read(manifest), new Uint8Array(await sent[at]!.arrayBuffer()))).toBe(true);
    expect(fromBase64Url(manifest.sha256)).toHaveLength(32);
  }
});

test('a picture is known by a small one of it, also once it is at the relay and after the page was closed', async () => {
  const parcels = await device.open();
  await parcels.attach([new File(['x'], 'a.png', { type: 'image/png' }), file(1)]);
  expect(device.files().map(({ thumbnail }) => thumbnail)).toEqual(['data:small', undefined]);
  await device.until(() => device.files()[0]?.state === 'sent');
  parcels.close();
  await device.open();
  expect(device.files()[0]?.thumbnail).toBe('data:small');
});

test('a file whose answer was lost is sent again as the same bytes, and goes on by itself', async () => {
  const parcels = await device.open();
  device.losesAnswer = true;
  await parcels.attach([file(CHUNK_BYTES + 1)]);
  await device.until(() => device.files()[0]?.state === 'waiting');
  device.clock.advance(10_000);
  await device.until(() => device.files()[0]?.state === 'sent');
  expect(device.files()[0]?.sent).toBe(CHUNK_BYTES + 1);
});

test('after the page was closed in the middle, a file goes on where it was', async () => {
  const before = await device.open();
  device.answer = (index) => {
    if (index === 1) throw new TypeError('network is gone');
  };
  await before.attach([file(3 * CHUNK_BYTES)]);
  await before.send('read it', {});
  await device.until(() => device.files()[0]?.state === 'waiting');
  before.close();

  const asked: number[] = [];
  device.answer = (index) => void asked.push(index);
  await device.open();
  await device.until(() => device.posted.length === 1);
  expect(asked).toEqual([1, 2]);
  expect((await device.read(device.posted[0]!.attachments[0]!)).length).toBe(3 * CHUNK_BYTES);
});

test('a file that is paused stays where it is until a person goes on', async () => {
  const parcels = await device.open();
  let pausing: Promise<void> | undefined;
  device.answer = (index) => {
    if (index === 1) pausing ??= parcels.pause(device.files()[0]!.id, true);
  };
  await parcels.attach([file(4 * CHUNK_BYTES)]);
  await device.until(() => pausing !== undefined);
  await pausing;
  await device.until(() => device.files()[0]?.state === 'paused');
  expect(device.files()[0]?.sent).toBeLessThan(4 * CHUNK_BYTES);

  await parcels.pause(device.files()[0]!.id, false);
  await device.until(() => device.files()[0]?.state === 'sent');
});

test.each([
  [507, 'full'],
  [413, '413'],
])('what the relay will not take (%i) is said, and tried again when a person wants it', async (status, words) => {
  const parcels = await device.open();
  device.answer = () => {
    throw new RelayRefused(status);
  };
  await parcels.attach([file(5)]);
  await device.until(() => device.files()[0]?.state === 'refused');
  expect(device.files()[0]?.refusal).toContain(words);

  device.answer = () => undefined;
  await parcels.pause(device.files()[0]!.id, false);
  await device.until(() => device.files()[0]?.state === 'sent');
});

test('files that are too large or too many are turned down in words, and nothing of them is kept', async () => {
  const parcels = await device.open();
  const huge = file(1, 'film.mov');
  Object.defineProperty(huge, 'size', { value: MAX_FILE_BYTES + 1 });
  await expect(parcels.attach([file(1), huge])).rejects.toThrow('film.mov');
  await expect(parcels.attach(Array.from({ length: MAX_FILES + 1 }, () => file(1)))).rejects.toThrow('20 files');
  expect(parcels.hasDraft).toBe(false);
});

test('a message taken back is one that is being written, under another id', async () => {
  const parcels = await device.open();
  device.answer = () => {
    throw new TypeError('network is gone');
  };
  await parcels.attach([file(5)]);
  await parcels.send('read it', { then: ['run the tests'] });
  const [first] = parcels.views();
  const kept: Written[] = [];
  await parcels.takeBack(first!.id, async (written) => {
    expect(parcels.views()).toEqual([first]); // nothing is let go of before it is kept elsewhere
    kept.push(written);
  });
  expect(kept).toEqual([{ draft: { text: 'read it', then: ['run the tests'] }, place: {} }]);
  expect(parcels.views()).toMatchObject([{ files: [{ name: 'plan.pdf' }] }]);
  expect(parcels.views()[0]?.text).toBeUndefined();
  expect(parcels.views()[0]?.id).not.toBe(first?.id);
});

test('the last file that is left out leaves a message without files', async () => {
  const parcels = await device.open();
  await parcels.attach([file(5)]);
  await parcels.drop(device.files()[0]!.id);
  expect(parcels.views()).toEqual([]);
  expect(parcels.hasDraft).toBe(false);
});

test('a tab that does not lead keeps what it is given and sends nothing', async () => {
  device.leads = false;
  const parcels = await device.open();
  await parcels.attach([file(5)]);
  await parcels.send('read it', {});
  expect(device.stored.size).toBe(0);
  device.leads = true;
  parcels.work();
  await device.until(() => device.posted.length === 1);
});

test('what was meant for another host is not kept', async () => {
  device.leads = false;
  const parcels = await device.open();
  await parcels.attach([file(5)]);
  parcels.close();
  const other = await ParcelStore.open('b'.repeat(32));
  expect(await other.all()).toEqual({ parcels: [], files: [] });
});
