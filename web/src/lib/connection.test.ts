import { beforeEach, expect, test } from 'vitest';
import { Connection, type Peer } from './connection';
import { FakeClock } from './fakes/clock';
import { controlFrame, prefixed } from './frames';
import { toJson } from './json';
import type { SocketEvents } from './ports';
import type { LinkState } from './presence';
import { Frame, type FromRelay } from './wire';

const WELCOME: FromRelay = {
  ...{ type: 'welcome', party: 'p', token: 't', token_expires: 1, at: 1, host_connected: true },
  ...{ up: { log: 'l', mseq: 0 }, down: { log: 'l', mseq: 0 } },
};

let clock: FakeClock;
let dials: SocketEvents[];
let sent: number;
let links: LinkState[];
let rejected: string[];
let connection: Connection;

beforeEach(() => {
  clock = new FakeClock();
  dials = [];
  links = [];
  rejected = [];
  sent = 0;
  const peer: Peer = {
    login: () => Promise.resolve({ type: 'login', role: 'device', host: 'h', key: 'k', audience: 'a', signature: 's' }),
    opened: () => undefined,
    control: () => undefined,
    delivered: () => undefined,
    changed: (link) => links.push(link),
    rejected: (code) => rejected.push(code),
  };
  const dial = (_url: string, events: SocketEvents): { send(): void; close(): void } => {
    dials.push(events);
    return { send: () => (sent += 1), close: () => undefined };
  };
  connection = new Connection({ url: 'ws://relay.test', dial, clock, random: () => 0.999, peer });
  connection.start();
});

function newest(): SocketEvents {
  const events = dials.at(-1);
  if (!events) throw new Error('nothing was dialled');
  return events;
}

function spoken(message: FromRelay): Uint8Array<ArrayBuffer> {
  return prefixed(Frame.CONTROL, toJson(message));
}

function say(message: FromRelay): void {
  newest().received(spoken(message));
}

test('a line that breaks is dialled again, later each time, and for ever', () => {
  const waits: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    const began = clock.now();
    newest().closed();
    const before = dials.length;
    while (dials.length === before) clock.advance(100);
    waits.push(clock.now() - began);
  }
  expect(waits[0]).toBeLessThan(600);
  expect(waits.at(-1)).toBeGreaterThan(8_000);
  expect(waits.at(-1)).toBeLessThan(11_000);
});

test('a relay that takes the call and says nothing is given up on', () => {
  clock.advance(15_000);
  expect(connection.link.kind).toBe('down');
  clock.advance(1_000);
  expect(dials).toHaveLength(2);
});

test('a half-open line is noticed by the ping that nobody answers', () => {
  say(WELCOME);
  clock.advance(25_000);
  expect(connection.link.kind).toBe('up');
  clock.advance(8_000);
  expect(connection.link.kind).toBe('down');
});

test('an answered ping keeps the line', () => {
  say(WELCOME);
  for (let round = 0; round < 5; round += 1) {
    clock.advance(25_000);
    say({ type: 'pong', at: 1 });
  }
  expect(connection.link.kind).toBe('up');
  expect(dials).toHaveLength(1);
});

test('a nudge dials at once where the next try is far off', () => {
  newest().closed();
  connection.nudge();
  expect(dials).toHaveLength(2);
});

test('a nudge of a line that is up asks whether it still is', () => {
  say(WELCOME);
  connection.nudge();
  connection.nudge();
  expect(sent).toBe(1);
  clock.advance(8_000);
  expect(connection.link.kind).toBe('down');
});

test('what an older socket still says is not heard', () => {
  const old = newest();
  old.closed();
  connection.nudge();
  old.received(spoken(WELCOME));
  expect(connection.link.kind).toBe('dialling');
});

test('nothing is sent before the login held', () => {
  expect(connection.send(new Uint8Array(1))).toBe(false);
  expect(sent).toBe(0);
});

test('a device that is off the list goes on asking', () => {
  say({ type: 'rejected', code: 'not_member', message: 'no' });
  expect(rejected).toEqual(['not_member']);
  clock.advance(1_000);
  expect(dials).toHaveLength(2);
});

test('after stop nothing is left that could dial', () => {
  say(WELCOME);
  connection.stop();
  expect(clock.waiting).toBe(0);
});

test('control frames of this side are never taken for frames of the relay', () => {
  newest().received(controlFrame({ type: 'ping' }));
  expect(connection.link.kind).toBe('dialling');
});
