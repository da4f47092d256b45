import { describe, expect, test } from 'vitest';
import { needsPairing } from '../components/connecting';
import { heardAt, isNewer, toConnection, type Facts, type LinkState } from './presence';
import type { ConnectionState } from './view';
import type { Heartbeat } from './wire';

const NOW = 1_700_000_000_000;
const UP: LinkState = { kind: 'up', since: NOW - 60_000, caughtUp: true };

function beat(state: Heartbeat['state'] = 'awake', counter = 1, boot = 'a', at = NOW): Heartbeat {
  return { host: 'h', boot, counter, at, incarnation: 'i', seq: 1, head: '', state };
}

function facts(given: Partial<Facts>): Facts {
  return { ready: true, hostName: 'studio', link: UP, unsent: 0, startedAt: NOW - 1000, ...given };
}

describe('what is said of the connection', () => {
  const table: [string, Partial<Facts>, ConnectionState, RegExp][] = [
    ['nothing was read yet', { ready: false }, 'starting', /Opening/],
    ['no network, mail waits', { offlineSince: NOW, link: { kind: 'down', since: NOW, failures: 1 }, unsent: 2 }, 'offline', /offline. 2 messages will send/],
    ['the network went, and the line has not noticed', { offlineSince: NOW - 1000, heard: { beat: beat(), at: NOW - 20_000 } }, 'offline', /offline/],
    ['the network went, they say, and the computer was heard since', { offlineSince: NOW - 30_000, heard: { beat: beat(), at: NOW - 20_000 } }, 'awake', /^Awake$/],
    ['there is no network, they say, and the line came up since', { offlineSince: NOW - 61_000, heard: { beat: beat(), at: NOW - 80_000 } }, 'awake', /Awake 1 min ago/],
    ['first dial', { link: { kind: 'dialling', since: NOW - 12_000, failures: 0 } }, 'connecting', /for 12 s/],
    ['dials fail', { link: { kind: 'down', since: NOW - 60_000, failures: 3 } }, 'no_relay', /relay has not answered since \d\d:\d\d/],
    ['the computer itself does not answer', { link: { kind: 'down', since: NOW, failures: 3 }, relayServesApp: true }, 'no_relay', /studio has not been reachable/],
    ['the computer said goodbye, and its relay went with it', { link: { kind: 'down', since: NOW, failures: 3 }, relayServesApp: true, heard: { beat: beat('stopped'), at: NOW - 60_000 } }, 'stopped', /has not been running on studio/],
    ['line is up, log is read', { link: { ...UP, caughtUp: false } }, 'connecting', /Reading what came meanwhile, for 1 min/],
    ['a fresh heartbeat', { heard: { beat: beat(), at: NOW - 20_000 } }, 'awake', /^Awake$/],
    ['a heartbeat is late', { heard: { beat: beat(), at: NOW - 60_000 } }, 'awake', /Awake 1 min ago/],
    ['heartbeats stopped', { heard: { beat: beat(), at: NOW - 91_000 } }, 'unreachable', /studio has not been reachable since \d\d:\d\d/],
    ['the host never spoke', {}, 'unreachable', /studio has not been reachable/],
    ['it went to sleep', { heard: { beat: beat('asleep'), at: NOW - 3_600_000 } }, 'asleep', /asleep since/],
    ['it said goodbye', { heard: { beat: beat('stopped'), at: NOW - 3_600_000 } }, 'stopped', /Farhand has not been running on studio/],
    ['records are known and do not come', { heard: { beat: beat(), at: NOW }, missing: { count: 3, since: NOW - 9_000 } }, 'held_back', /held back 3 records/],
    ['records are on their way', { heard: { beat: beat(), at: NOW }, missing: { count: 3, since: NOW - 1_000 } }, 'awake', /Awake/],
    ['another key signed', { broken: { state: 'identity_changed', since: NOW } }, 'identity_changed', /identity changed/],
    ['off the list', { broken: { state: 'unpaired', since: NOW } }, 'unpaired', /no longer paired/],
    ['nothing can be kept', { ready: false, broken: { state: 'no_storage', since: NOW } }, 'no_storage', /keep anything/],
    ['the disk is full', { broken: { state: 'full', since: NOW } }, 'full', /storage has been full since \d\d:\d\d/],
    ['storage wiped', { broken: { state: 'lost_keys', since: NOW } }, 'lost_keys', /lost its pairing. Scan again; your history is on studio/],
  ];
  test.each(table)('%s', (_name, given, state, words) => {
    const connection = toConnection(facts(given), NOW);
    expect(connection.state).toBe(state);
    expect(connection.words).toMatch(words);
  });

  test('every state is in the table, and each can be tried again, mended by pairing, or needs neither', () => {
    const told = new Map(table.map(([, given, state]) => [state, toConnection(facts(given), NOW).canRetry]));
    expect([...told].filter(([, canRetry]) => canRetry).map(([state]) => state).sort()).toEqual(
      ['asleep', 'connecting', 'held_back', 'no_relay', 'no_storage', 'offline', 'stopped', 'unreachable'],
    );
    const rest = [...told].filter(([state, canRetry]) => !canRetry && !needsPairing(state)).map(([state]) => state);
    expect(rest.sort()).toEqual(['awake', 'full', 'starting']);
    expect(told.size).toBe(14);
  });
});

describe('which heartbeat counts', () => {
  test('a lower or equal counter of one boot is a replay', () => {
    expect(isNewer(beat('awake', 5), beat('awake', 5))).toBe(false);
    expect(isNewer(beat('awake', 5), beat('awake', 4))).toBe(false);
    expect(isNewer(beat('awake', 5), beat('awake', 6))).toBe(true);
  });

  test('another boot counts only when its time is later', () => {
    expect(isNewer(beat('awake', 5, 'a', NOW), beat('awake', 1, 'b', NOW + 1))).toBe(true);
    expect(isNewer(beat('awake', 5, 'a', NOW), beat('awake', 9, 'b', NOW - 1))).toBe(false);
  });

  test('a heartbeat that the relay kept is as old as the relay or the host says, whichever is older', () => {
    expect(heardAt(beat(), NOW, { receivedAt: 1_000, now: 61_000 }, undefined)).toBe(NOW - 60_000);
    expect(heardAt(beat('awake', 1, 'a', NOW - 120_000), NOW, { receivedAt: 61_000, now: 61_000 }, 0)).toBe(NOW - 120_000);
    expect(heardAt(beat('awake', 1, 'a', NOW + 50_000), NOW, {}, 0)).toBe(NOW);
  });
});
