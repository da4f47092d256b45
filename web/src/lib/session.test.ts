import { afterEach, beforeEach, expect, test } from 'vitest';
import { toBase64Url } from './bytes';
import { parseEnvelope } from './envelope';
import { Stage } from './fakes/stage';
import type { ItemOf } from './fakes/views';
import { itemsOf } from './fakes/views';
import { Class, type MessageReceived } from './wire';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.make();
});

afterEach(() => stage.close());

/** The commands that came to the relay, repeats included. */
function mail(): string[] {
  return stage.relay.up.filter((raw) => parseEnvelope(raw).header.class === Class.COMMAND).map(toBase64Url);
}

function received(id: string, text: string): MessageReceived {
  return stage.event({ type: 'message.received', message: id, text, attachments: [], origin: stage.device.id });
}

function messages(items: Parameters<typeof itemsOf>[0]): ItemOf<'message'>[] {
  return itemsOf(items, 'message');
}

test('a message goes from this device to the relay to the host, and each step is shown when it is true', async () => {
  await stage.pair();
  stage.relay.answers = 'nothing';
  const app = await stage.open();
  await app.waitUntil((view) => view.connection.state !== 'connecting');

  await app.intents.send('hello');
  expect(messages(app.view.items)).toMatchObject([{ text: 'hello', receipt: 'device', mine: true }]);
  expect(app.view.connection.unsent).toBe(1);

  await stage.relay.settled();
  const id = app.view.items.at(-1)?.id ?? '';
  stage.relay.say({ type: 'stored', id, mseq: 1 });
  await app.waitUntil((view) => messages(view.items)[0]?.receipt === 'relay');

  await stage.tell(received(id, 'hello'));
  const view = await app.waitUntil(({ items }) => messages(items)[0]?.receipt === 'host');
  expect(messages(view.items)).toHaveLength(1);
  expect(view.connection.unsent).toBe(0);
});

test('what was written offline is sent once there is a line, as the bytes that were sealed', async () => {
  await stage.pair();
  stage.relay.isUp = false;
  const first = await stage.open();
  await first.intents.send('written on the train');
  await stage.close();

  stage.relay.isUp = true;
  const again = await stage.open();
  await again.waitUntil((view) => messages(view.items)[0]?.receipt === 'relay');
  stage.relay.cut();
  stage.clock.advance(60_000);
  await again.waitUntil(() => stage.relay.reads.length === 2);
  await stage.relay.settled();

  expect(mail().length).toBeGreaterThan(1);
  expect(new Set(mail()).size).toBe(1);
});

test('a message that the host refuses keeps its text, tells why, and is gone for good once it was taken back', async () => {
  await stage.pair();
  const app = await stage.open();
  await app.intents.send('do the impossible', { project: 'p', then: ['run the tests'], best_of: 3 });
  const command = app.view.items.at(-1)?.id ?? '';
  await stage.tell(
    stage.event({ type: 'command.refused', command, sender: stage.device.id, code: 'no_project', message: 'no project' }),
  );
  const view = await app.waitUntil(({ items }) => messages(items)[0]?.receipt === 'refused');
  expect(messages(view.items)).toMatchObject([{ text: 'do the impossible', refusal: 'no project' }]);
  expect(itemsOf(view.items, 'note')).toEqual([]);

  await stage.close();
  const again = await stage.open();
  expect(messages(again.view.items)).toMatchObject([{ text: 'do the impossible', receipt: 'refused' }]);
  expect(again.intents.writtenAs(command)).toEqual({ draft: { text: 'do the impossible', then: ['run the tests'], best_of: 3 }, place: { project: 'p' } });
  await again.session.dropHeld(command);
  expect(messages(again.view.items)).toEqual([]);

  await stage.close();
  const later = await stage.open();
  expect(messages(later.view.items)).toEqual([]);
  expect(later.intents.writtenAs(command)).toBeUndefined();
});

test('mail that the relay can never take is not sent for ever', async () => {
  await stage.pair();
  stage.relay.answers = { code: 'too_large' };
  const app = await stage.open();
  await app.intents.send('very long');
  const view = await app.waitUntil(({ items }) => messages(items)[0]?.receipt === 'refused');
  expect(view.connection.unsent).toBe(0);
});

test('records that come twice or out of order are shown once, in the order of the host', async () => {
  await stage.pair();
  const app = await stage.open();
  const links = [];
  for (const n of [1, 2, 3, 4]) links.push(await stage.host.append(received(`${n}`.repeat(32), `message ${n}`)));
  const sealed = await Promise.all(links.map((link) => stage.host.sealRecord(link)));
  for (const at of [2, 0, 0, 3, 1, 2]) {
    const raw = sealed[at];
    if (raw) stage.relay.put(raw);
  }
  const view = await app.waitUntil(({ items }) => messages(items).length === 4);
  expect(messages(view.items).map(({ text }) => text)).toEqual(['message 1', 'message 2', 'message 3', 'message 4']);
});

test('what came meanwhile does not have to be drawn at once, and what comes then does', async () => {
  await stage.pair();
  await stage.tell(received('1'.repeat(32), 'while it was away'));
  const app = await stage.open();
  const view = await app.waitUntil(({ connection }) => connection.state !== 'connecting');
  expect(messages(view.items).map(({ text }) => text)).toEqual(['while it was away']);
  expect(app.waits.filter((ms) => ms > 0)).toHaveLength(1);
  await stage.tell(received('2'.repeat(32), 'while it is looked at'));
  await app.waitUntil(({ items }) => messages(items).length === 2);
  expect(app.waits.filter((ms) => ms > 0)).toHaveLength(1);
});

test('a gap is shown as held back and filled by the host', async () => {
  await stage.pair();
  const app = await stage.open();
  await app.waitUntil((view) => view.connection.state !== 'connecting');
  const links = [await stage.host.append(received('1'.repeat(32), 'one')), await stage.host.append(received('2'.repeat(32), 'two'))];
  const last = links[1];
  if (!last) throw new Error('no link');
  stage.relay.put(await stage.host.sealRecord(last));
  await app.session.settled();
  expect(messages(app.view.items)).toEqual([]);
  stage.clock.advance(9_000);
  expect(app.view.connection).toMatchObject({ state: 'held_back', words: expect.stringContaining('held back 1 record') as string });

  const request = await requestOf('page.request');
  const records = links.map(({ raw }) => toBase64Url(raw));
  stage.relay.pass(await stage.host.answer(stage.device, { type: 'page', request, records }));
  const view = await app.waitUntil(({ items }) => messages(items).length === 2);
  expect(messages(view.items).map(({ text }) => text)).toEqual(['one', 'two']);
});

test('the host counts how tasks ended when it is asked, and its answer is shown', async () => {
  await stage.pair();
  const app = await stage.open();
  await app.waitUntil((view) => view.connection.state !== 'connecting');
  app.session.ask({ type: 'statistics.request' });
  await requestOf('statistics.request');
  const none = { tasks: 0, going: 0, ended: 0, judged: 0, passed: 0, first_time: 0, failed: 0, interrupted: 0, undone: 0 };
  const total = { ...none, unchecked: 0, cancelled: 0, repairs: 0, merged: 0, discarded: 0, undecided: 0, costed: 0 };
  const told = { type: 'statistics' as const, at: 1, words: 'no task of an agent has ended yet', total, by: [], discards: [], took: [], weeks: [] };
  stage.relay.pass(await stage.host.answer(stage.device, told));
  expect((await app.waitUntil(({ statistics }) => statistics !== undefined)).statistics).toEqual(told);
});

test('records under a key that was missed are opened with the key that the host wraps anew', async () => {
  await stage.pair();
  const app = await stage.open();
  stage.host.newEpoch();
  stage.relay.put(await stage.host.sealEpoch(stage.device));
  await stage.tell(received('1'.repeat(32), 'under the new key'));
  await app.waitUntil(({ items }) => messages(items).length === 1);
});

test('what is forged or altered is never shown', async () => {
  await stage.pair();
  const app = await stage.open();
  const link = await stage.host.append(received('1'.repeat(32), 'true'));
  const raw = await stage.host.sealRecord(link);
  const altered = raw.slice();
  altered[120] = (altered[120] ?? 0) ^ 1;
  stage.relay.put(altered);
  const forged = { ...link, raw: link.raw.slice() };
  forged.raw[forged.raw.length - 1] = (forged.raw.at(-1) ?? 0) ^ 1;
  stage.relay.put(await stage.host.sealRecord(forged));
  await app.waitUntil((view) => view.connection.state === 'identity_changed');
  expect(messages(app.view.items)).toEqual([]);
});

test('what a restored host no longer has is told, and a message of it stays readable', async () => {
  const before = stage.host.links.slice();
  await stage.pair();
  const app = await stage.open();
  await stage.tell(received('1'.repeat(32), 'only in the lost part'));
  await app.waitUntil(({ items }) => messages(items)[0]?.receipt === 'host');

  stage.host.links = before;
  stage.host.incarnation = 'b'.repeat(32);
  await stage.tell(stage.event({ type: 'host.restored', reason: 'backup', lost_from: 2, lost_to: 2 }));
  const view = await app.waitUntil(({ items }) => itemsOf(items, 'note').length === 1);
  expect(messages(view.items)).toMatchObject([{ text: 'only in the lost part', receipt: 'refused' }]);

  await stage.tell(received('2'.repeat(32), 'after'));
  await app.waitUntil(({ items }) => messages(items).some(({ text }) => text === 'after'));
});

test('a restore of the past cannot be played back', async () => {
  const before = stage.host.links.slice();
  await stage.pair();
  const app = await stage.open();
  stage.host.incarnation = 'b'.repeat(32);
  const restored = await stage.tell(stage.event({ type: 'host.restored', reason: 'backup', lost_from: 2, lost_to: 1 }));
  stage.host.links = before;
  stage.host.incarnation = 'c'.repeat(32);
  await stage.tell(stage.event({ type: 'host.restored', reason: 'backup', lost_from: 2, lost_to: 2 }));
  await stage.tell(received('1'.repeat(32), 'now'));
  await app.waitUntil(({ items }) => messages(items).length === 1);
  stage.relay.put(await stage.host.sealRecord(restored));
  await app.session.settled();
  expect(messages(app.view.items)).toMatchObject([{ text: 'now' }]);
});

test('older records are asked of the host and linked to the oldest one kept', async () => {
  for (const n of [1, 2, 3]) await stage.host.append(received(`${n}`.repeat(32), `message ${n}`));
  await stage.pair(3);
  const app = await stage.open();
  await app.waitUntil((view) => view.connection.state !== 'connecting');
  expect(app.view.hasOlder).toBe(true);
  const request = await requestOf('page.request');
  const records = stage.host.links.slice(0, 3).map(({ raw }) => toBase64Url(raw));
  stage.relay.pass(await stage.host.answer(stage.device, { type: 'page', request, records }));
  const view = await app.waitUntil(({ hasOlder }) => !hasOlder);
  expect(messages(view.items).map(({ text }) => text)).toEqual(['message 1', 'message 2', 'message 3']);
});

test('nothing waits for the host to answer with older records', async () => {
  await stage.host.append(received('1'.repeat(32), 'message 1'));
  await stage.pair(1);
  const app = await stage.open();
  await requestOf('page.request');
  await app.session.settled();
  expect(app.view.hasOlder).toBe(true);
});

test('older records that come over the next line are kept', async () => {
  await stage.host.append(received('1'.repeat(32), 'message 1'));
  await stage.pair(1);
  const app = await stage.open();
  const request = await requestOf('page.request');
  stage.relay.cut();
  stage.clock.advance(5_000);
  await app.waitUntil(({ connection }) => connection.state === 'unreachable');
  const records = stage.host.links.slice(0, 1).map(({ raw }) => toBase64Url(raw));
  stage.relay.pass(await stage.host.answer(stage.device, { type: 'page', request, records }));
  await app.waitUntil(({ hasOlder }) => !hasOlder);
});

test('the hello proves the newest head with the signature of the host', async () => {
  await stage.pair();
  const app = await stage.open();
  await app.waitUntil((view) => view.connection.state !== 'connecting');
  const hello = await messageOf('hello');
  expect(hello).toMatchObject({ type: 'hello', epochs: [stage.host.epoch], head: { seq: 1 } });
});

test('storage that was wiped is told as that, and as nothing else', async () => {
  stage.marker = 'studio';
  const app = await stage.open();
  expect(app.view).toMatchObject({ ready: true, paired: false, hostName: 'studio', connection: { state: 'lost_keys' } });
});

test('a device that was taken off the list says so', async () => {
  await stage.pair();
  stage.clock.advance(3_600_000);
  stage.relay.refusesLogin = 'not_member';
  const app = await stage.open();
  await app.waitUntil((view) => view.connection.state === 'unpaired');
});

test('another host that answers at its address is told as another, and forgotten once the right one is back', async () => {
  await stage.pair();
  stage.relay.refusesLogin = 'other_host';
  const app = await stage.open();
  await app.waitUntil((view) => view.connection.state === 'identity_changed');
  stage.relay.refusesLogin = undefined;
  app.session.retry();
  await app.waitUntil((view) => view.connection.state !== 'identity_changed');
});

test('a heartbeat makes the host awake, silence makes it unreachable, a goodbye stopped', async () => {
  await stage.pair();
  const app = await stage.open();
  await app.waitUntil((view) => view.connection.state === 'unreachable');
  stage.relay.say(await presence('awake'));
  await app.waitUntil((view) => view.connection.state === 'awake');
  await stage.pass(95_000);
  expect(app.view.connection.state).toBe('unreachable');
  stage.relay.say(await presence('stopped'));
  await app.waitUntil((view) => view.connection.state === 'stopped');
});

test('what the agent writes now is shown until its record is there', async () => {
  await stage.pair();
  const app = await stage.open();
  const task = '7'.repeat(32);
  await stage.tell(stage.event({ type: 'task.created', task, number: 1, message: '1'.repeat(32), title: 'T', kind: 'agent' }));
  await stage.tell(stage.event({ type: 'task.changed', task, state: 'running', words: '' }));
  await app.waitUntil(({ items }) => itemsOf(items, 'task')[0]?.state === 'running');
  stage.relay.pass(await stage.host.sealEphemeral({ type: 'run.text', task, run: task, text: 'Let me' }));
  await app.waitUntil(({ items }) => itemsOf(items, 'task')[0]?.writing === 'Let me');
  const step = { task, run: task, step: '1', kind: 'say', title: 'Let me see', detail: '', state: 'ok' } as const;
  await stage.tell(stage.event({ type: 'run.step', ...step }));
  await app.waitUntil(({ items }) => itemsOf(items, 'task')[0]?.writing === undefined);
});

async function presence(state: 'awake' | 'stopped'): Promise<Parameters<typeof stage.relay.say>[0]> {
  const now = stage.clock.now();
  return { type: 'presence', presence: await stage.host.heartbeat(now, state), received_at: now, connected: true };
}

async function requestOf(type: string): Promise<string> {
  return (await find(type)).id;
}

async function messageOf(type: string): Promise<object> {
  return (await find(type)).message;
}

async function find(type: string): Promise<{ id: string; message: { type: string } }> {
  for (;;) {
    const up = stage.relay.up.slice();
    for (const raw of up.toReversed()) {
      const opened = await stage.host.open(raw, stage.device);
      if (opened?.message.type === type) return opened;
    }
    await stage.relay.waitUp(up.length);
  }
}
