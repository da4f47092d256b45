import { afterEach, beforeEach, expect, test } from 'vitest';
import { Stage } from './fakes/stage';
import { itemsOf } from './fakes/views';
import { Store } from './store';
import type { DeviceInfo, DevicesChanged } from './wire';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.make();
  await stage.pair();
});

afterEach(() => stage.close());

function devices(what: DevicesChanged['what'], ...ids: string[]): DevicesChanged {
  const info = (device: string): DeviceInfo => ({
    ...{ device, name: device.slice(0, 4), paired_at: 1, storage: 'webcrypto', unprotected: false, state: 'member' },
  });
  const access = { body: '', signature: '' };
  return stage.event({ type: 'devices.changed', access, devices: ids.map(info), what, device: stage.device.id });
}

const OTHER = 'b'.repeat(32);

test('a list that no longer names this device unpairs it at once', async () => {
  const app = await stage.open();
  await stage.tell(devices('joined', OTHER, stage.device.id));
  await app.waitUntil((view) => view.devices.length === 2);
  expect(app.view.connection.state).not.toBe('unpaired');
  await stage.tell(devices('unpaired', OTHER));
  const view = await app.waitUntil(({ connection }) => connection.state === 'unpaired');
  expect(view.paired).toBe(true);

  await stage.close();
  const again = await stage.open();
  expect(again.view.connection.state).toBe('unpaired');
});

test('lists from before this device was paired say nothing about it', async () => {
  const app = await stage.open();
  await stage.tell(devices('joined', OTHER));
  await app.waitUntil((view) => view.devices.length === 1);
  expect(app.view.connection.state).not.toBe('unpaired');
});

test('a device that a person unpairs here keeps nothing', async () => {
  const app = await stage.open();
  await stage.tell(devices('joined', stage.device.id));
  await app.waitUntil((view) => view.devices.length === 1);
  await app.intents.unpair(stage.device.id);
  expect(app.view.paired).toBe(true);
  await stage.tell(devices('unpaired'));
  const view = await app.waitUntil(({ paired, connection }) => !paired && connection.state === 'unpaired');
  expect(view.items).toEqual([]);
  expect(stage.marker).toBeUndefined();
  const store = await Store.open();
  expect([await store.fact('keys'), await store.fact('paired'), await store.recordsAfter(0), await store.outbox()]).toEqual([
    undefined,
    undefined,
    [],
    [],
  ]);
  store.close();
});

test('a message whose envelope was spoiled on its way, and then came whole, is received', async () => {
  const app = await stage.open();
  await app.intents.send('hello');
  const command = app.view.items.at(-1)?.id ?? '';
  await stage.tell(stage.event({ type: 'command.refused', command, sender: stage.device.id, code: 'altered', message: 'does not open' }));
  await app.waitUntil(({ items }) => itemsOf(items, 'message')[0]?.receipt === 'refused');
  await stage.tell(stage.event({ type: 'message.received', message: command, text: 'hello', attachments: [], origin: stage.device.id }));
  const view = await app.waitUntil(({ items }) => itemsOf(items, 'message')[0]?.receipt === 'host');
  expect(view.items).toHaveLength(1);

  await stage.close();
  const again = await stage.open();
  expect(again.view.items).toMatchObject([{ kind: 'message', text: 'hello', receipt: 'host' }]);
});

test('a device that is wiped keeps nothing, and asks nobody', async () => {
  const app = await stage.open();
  await app.intents.send('left behind');
  await app.session.wipe();
  const view = await app.waitUntil(({ paired }) => !paired);
  expect([view.items, view.connection.state, stage.marker]).toEqual([[], expect.not.stringMatching('lost_keys') as string, undefined]);
  const store = await Store.open();
  expect([await store.fact('keys'), await store.recordsAfter(0), await store.outbox()]).toEqual([undefined, [], []]);
  store.close();
});
