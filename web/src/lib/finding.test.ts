import { expect, test } from 'vitest';
import { find, toPieces } from './finding';
import { textOf } from './searching';
import { message, task } from '../../dev/pieces';
import type { Item } from './view';

const ITEMS: Item[] = [
  message('m1', 0, 'Größe der Überschrift ändern'),
  task('t1', 1, 'Size of the heading', 0, { state: 'done', steps: [{ type: 'run.step', at: 0, origin: 'host', task: 't1', run: 'r', step: '1', kind: 'say', title: 'I set it', detail: 'I set it in heading.css, as you said.', state: 'ok' }] }),
  ...Array.from({ length: 1_200 }, (_, n) => message(`x${n}`, 0, `Filler number ${n}`)),
  message('m2', 0, 'And the heading of the letter'),
];
const FIRST = -100;

/** A shelf of some items, the first of them at a place. */
function shelfOf(items: readonly Item[], first = 0): Parameters<typeof find>[0] {
  return {
    textsBefore: async (place, count) => {
      const from = Math.max(first, place - count);
      return items.slice(from - first, place - first).map((item, index) => ({ place: from + index, text: textOf(item) })).reverse();
    },
    at: async (places) => places.flatMap((place) => (items[place - first] ? [{ place, edition: 1, item: items[place - first] as Item }] : [])),
  };
}

const shelf = shelfOf(ITEMS, FIRST);
const EXTENT = { first: FIRST, next: FIRST + ITEMS.length };

async function ids(query: string): Promise<string[]> {
  return (await find(shelf, EXTENT, query)).hits.map(({ item }) => item.id);
}

test('every word is found wherever it stands, the newest first, without case and accents', async () => {
  expect(await ids('HEADING')).toEqual(['m2', 't1']);
  expect(await ids('heading letter')).toEqual(['m2']);
  expect(await ids('grosse ueber')).toEqual([]);
  expect(await ids('große uberschrift')).toEqual(['m1']);
  expect(await ids('#1')).toEqual(['t1']);
  expect(await ids('heading.css')).toEqual(['t1']);
  expect(await ids('  ')).toEqual([]);
});

test('the task of a number comes first, then what speaks of it, and no longer number', async () => {
  const items: Item[] = [task('t1', 1, 'First', 0, {}), task('t11', 11, 'Eleventh', 0, {}), message('m', 0, 'As in #1, but not #10')];
  const { hits } = await find(shelfOf(items), { first: 0, next: items.length }, '#1');
  expect(hits.map(({ item, isTitle }) => [item.id, isTitle])).toEqual([
    ['t1', true],
    ['m', false],
  ]);
});

test('a message that its task says again is found once, as the task', async () => {
  const items: Item[] = [message('m1', 0, 'Fix the login'), task('t1', 1, 'Fix the login', 0, {}), message('m2', 0, 'Fix the login of the shop as well'), task('t2', 2, 'Fix the login of…', 0, {})];
  const idsOf = async (query: string) => (await find(shelfOf(items), { first: 0, next: items.length }, query)).hits.map(({ item }) => item.id);
  expect(await idsOf('login')).toEqual(['t2', 't1']);
  expect(await idsOf('shop')).toEqual(['m2']);
});

test('many hits come in parts, and each comes once', async () => {
  const seen = new Set<string>();
  let next: number | undefined = EXTENT.next;
  for (; next !== undefined; ) {
    const found = await find(shelf, EXTENT, 'filler', next);
    for (const { item } of found.hits) {
      expect(seen.has(item.id)).toBe(false);
      seen.add(item.id);
    }
    next = found.next;
  }
  expect(seen.size).toBe(1_200);
});

test('a hit shows the line with most of the words, and marks them as they are written', async () => {
  const [hit] = (await find(shelf, EXTENT, 'ändern größe')).hits;
  expect(hit?.line).toEqual([
    { text: 'Größe', isFound: true },
    { text: ' der Überschrift ', isFound: false },
    { text: 'ändern', isFound: true },
  ]);
});

test('a long line is cut around the first word', () => {
  const pieces = toPieces(`${'before '.repeat(40)}needle${' after'.repeat(60)}`, ['needle']);
  expect(pieces.map(({ text }) => text).join('')).toMatch(/^… before .*needle after.* …$/);
  expect(pieces.filter(({ isFound }) => isFound)).toEqual([{ text: 'needle', isFound: true }]);
});
