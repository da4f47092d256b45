import { expect, test } from 'vitest';
import { asThread, behind, toEntry, type Entry } from './trail';

test('each entry knows how far back the thread is', () => {
  const walks: [walk: string, toThread: number | undefined][] = [
    ['thread', 0],
    ['thread review', 1],
    ['thread devices statistics', 2],
    ['thread search thread', 0],
    ['thread search thread review', 1],
    ['review', undefined], // opened by its address
    ['review file', undefined],
    ['review thread', 0],
    ['review thread file', 1],
  ];
  for (const [walk, toThread] of walks) {
    const [first, ...rest] = walk.split(' ').map((screen) => screen === 'thread');
    const last = rest.reduce(behind, toEntry(null, first!));
    expect([walk, last]).toEqual([walk, { before: rest.length, ...(toThread === undefined ? {} : { toThread }) }]);
  }
});

test('what the browser kept is taken as it was, and anything else begins anew', () => {
  const kept: Entry = { before: 3, toThread: 1, followed: 't1' };
  expect(toEntry(kept, false)).toEqual(kept);
  for (const other of [null, undefined, 2, 'x', {}, { before: '1' }]) {
    expect(toEntry(other, true)).toEqual({ before: 0, toThread: 0 });
    expect(toEntry(other, false)).toEqual({ before: 0 });
  }
});

test('an entry in whose place the thread is shown leads back as far as before', () => {
  expect(asThread({ before: 2, followed: 't1' })).toEqual({ before: 2, toThread: 0 });
});
