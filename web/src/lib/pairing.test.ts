import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { toBase64Url, utf8, type Bytes } from './bytes';
import type { Heard } from './crypto/pairing';
import { Stage } from './fakes/stage';
import { browserCrypto } from './keys';
import { PairingFlow } from './pairing';
import type { SocketEvents } from './ports';
import { Store } from './store';
import type { PairingState } from './view';
import type { Accepted } from './wire';

let stage: Stage;
let store: Store;
let flow: PairingFlow;
let steps: PairingState['step'][];
let dials: SocketEvents[];
let sent: string[];
/** What the next payload of the host will mean; the payload itself is only a name for it. */
let meanings: Map<string, Heard>;

beforeEach(async () => {
  stage = await Stage.make();
  store = await Store.open();
  [steps, dials, sent, meanings] = [[], [], [], new Map()];
  const invited = {
    ...{ hostName: 'studio', rendezvous: 'e'.repeat(32), relay: '' },
    begin: () =>
      Promise.resolve({
        keys: stage.keys,
        start: utf8('step 1'),
        receive: (payload: Bytes) => {
          const heard = meanings.get(new TextDecoder().decode(payload));
          return heard ? Promise.resolve(heard) : Promise.reject(new Error('not of this host'));
        },
      }),
  };
  flow = new PairingFlow({
    invited,
    crypto: browserCrypto(false),
    openStore: () => Promise.resolve(store),
    dial: (_url, events) => {
      dials.push(events);
      return { send: (frame) => sent.push(new TextDecoder().decode(frame)), close: () => undefined };
    },
    clock: stage.clock,
    random: () => 0,
    origin: 'http://app.test',
    changed: (state) => {
      steps.push(state.step);
      for (const wake of watchers.splice(0)) wake();
    },
    paired: () => Promise.resolve(),
  });
  const host = { identity: stage.host.identity.key.public, hpke: stage.host.hpke.public, name: 'studio' };
  meanings.set('step 2', { kind: 'reply', payload: utf8('step 3') });
  meanings.set('step 4', { kind: 'host_proved', host, digits: '042137' });
});

const watchers: (() => void)[] = [];

async function reach(step: PairingState['step']): Promise<void> {
  while (flow.state.step !== step) await new Promise<void>((resolve) => watchers.push(resolve));
}

function say(text: string): void {
  dials.at(-1)?.received(utf8(text));
}

function accepted(): Accepted {
  return {
    ...{ type: 'accepted', device: stage.device.id, host: stage.host.id, epoch: stage.host.epoch },
    ...{ epoch_key: toBase64Url(stage.host.epochKey), incarnation: stage.host.incarnation, at: 1, demo: false },
    ...{ access: { body: '', signature: '' }, records: stage.host.links.map(({ raw }) => toBase64Url(raw)) },
  };
}

async function toDigits(): Promise<void> {
  await flow.start('My phone');
  dials.at(-1)?.opened();
  say('step 2');
  say('step 4');
  await reach('digits');
}

test('digits are shown once the host proved itself, and everything is kept once they were typed', async () => {
  await toDigits();
  expect(sent).toEqual(['step 1', 'step 3']);
  expect(flow.state).toMatchObject({ digits: '042137', hostName: 'studio' });
  expect(await store.fact('paired')).toBeUndefined();

  meanings.set('step 5', { kind: 'outcome', outcome: accepted() });
  say('step 5');
  await reach('paired');
  expect(steps.filter((step, at) => step !== steps[at - 1])).toEqual(['shaking', 'digits', 'paired']);
  expect(await store.fact('paired')).toMatchObject({ host: stage.host.id, relay: 'http://app.test/relay' });
  expect(await store.recordsAfter(0)).toHaveLength(1);
  expect(await store.epochs()).toHaveLength(1);
});

test('a line that breaks repeats the steps from the first', async () => {
  await toDigits();
  dials.at(-1)?.closed();
  stage.clock.advance(300);
  expect(dials).toHaveLength(2);
  dials.at(-1)?.opened();
  expect(sent.at(-1)).toBe('step 1');
  meanings.set('step 5', { kind: 'outcome', outcome: accepted() });
  for (const step of ['step 2', 'step 4', 'step 5']) say(step);
  await reach('paired');
});

test('wrong digits, in words, and nothing is kept', async () => {
  await toDigits();
  meanings.set('step 5', { kind: 'outcome', outcome: { type: 'declined', code: 'wrong_digits', message: 'no' } });
  say('step 5');
  await reach('failed');
  expect(flow.state).toMatchObject({ words: expect.stringContaining('did not match') as string });
  expect(await store.fact('paired')).toBeUndefined();
});

test('records that the host did not sign end the pairing with nothing kept', async () => {
  await toDigits();
  const records = stage.host.links.map(({ raw }) => {
    const altered = raw.slice();
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    return toBase64Url(altered);
  });
  meanings.set('step 5', { kind: 'outcome', outcome: { ...accepted(), records } });
  say('step 5');
  await reach('failed');
  expect(await store.fact('paired')).toBeUndefined();
});

test('nobody answers to a code for as long as it can be good: it has expired', async () => {
  await flow.start('My phone');
  stage.clock.advance(181_000);
  expect(flow.state).toMatchObject({ step: 'failed', words: expect.stringContaining('expired') as string });
});

test('whether a code is still good is not told by this device’s clock', async () => {
  stage.clock.advance(3 * 24 * 3600_000);
  await toDigits();
});

test('a code with which nobody waits at the relay is given up within seconds', async () => {
  await flow.start('My phone');
  for (const passed of [0, 1_000, 2_000, 3_000]) {
    expect([passed, flow.state.step]).toEqual([passed, 'shaking']);
    dials.at(-1)?.closed(4404);
    stage.clock.advance(1_000);
  }
  expect(flow.state).toMatchObject({ step: 'failed', words: expect.stringContaining('no longer waits') as string });
});

test('a host whose line broke for a moment is waited for', async () => {
  await flow.start('My phone');
  for (const code of [4404, 1006, 4404]) {
    dials.at(-1)?.closed(code);
    stage.clock.advance(2_000);
  }
  dials.at(-1)?.opened();
  say('step 2');
  say('step 4');
  await reach('digits');
});

test('what is not from the host of this invitation is passed over', async () => {
  await flow.start('My phone');
  dials.at(-1)?.opened();
  say('noise');
  say('step 2');
  say('step 4');
  await reach('digits');
});

test('a host that is silent for 15 s is told as that, and its answer still counts', async () => {
  await flow.start('My phone');
  dials.at(-1)?.opened();
  stage.clock.advance(14_000);
  expect(flow.state).toEqual({ step: 'shaking' });
  stage.clock.advance(1_000);
  expect(flow.state).toEqual({ step: 'shaking', unanswered: true });

  say('step 2');
  say('step 4');
  await reach('digits');
  stage.clock.advance(60_000);
  expect(flow.state).toMatchObject({ step: 'digits', digits: '042137' });
});

test('a pairing that was stopped stays stopped', async () => {
  const starting = flow.start('My phone');
  flow.cancel();
  await starting;
  stage.clock.advance(60_000);
  expect(flow.state).toMatchObject({ step: 'failed' });
  expect(dials).toEqual([]);
});

test('a broken link is refused in words', () => {
  expect(() => browserCrypto(false).readInvitation('https://example.org/#p=AAAA')).toThrow(/link/);
});
