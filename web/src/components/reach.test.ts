import { expect, test } from 'vitest';
import { needs } from '../lib/words/needs';
import { toReachLines } from './reach';

const folder = { name: needs.folder, named: ['/work'] };

test('an edit names its file and touches no network', () => {
  const lines = toReachLines({ folder: '/work', reads: ['/work/a.ts'], writes: ['/work/a.ts'], network: [] });
  expect(lines).toEqual([folder, { name: needs.reads, named: ['/work/a.ts'] }, { name: needs.writes, named: ['/work/a.ts'] }, { name: needs.network, words: needs.none }]);
});

test('of a command only its words are known', () => {
  const lines = (outside: boolean) => toReachLines({ folder: '/work', names_outside: outside });
  expect(lines(false)).toEqual([folder, { name: needs.files, words: needs.staysInside }, { name: needs.network, words: needs.unknown }]);
  expect(lines(true)[1]).toEqual({ name: needs.files, words: needs.namesOutside });
});

test('what nobody knows is said to be unknown', () => {
  expect(toReachLines({}).map((line) => 'words' in line && line.words)).toEqual(Array(4).fill(needs.unknown));
});
