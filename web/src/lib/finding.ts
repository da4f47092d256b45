// Finds words in the whole thread on this device, the newest item first. Loaded when somebody searches.
import { isEcho } from './echo';
import { linesOf, plain, textOf } from './searching';
import type { Shelf } from './shelf';
import type { Extent } from './stretch';
import type { Item } from './view';

const BATCH = 500; // texts read at once
const HITS = 30; // of one look: more than two screens

/** A piece of a line, and whether it is what was looked for. */
export interface Piece {
  text: string;
  isFound: boolean;
}

export interface Hit {
  item: Item;
  /** The line that tells most of why it was found, cut to what stands around the words. */
  line: Piece[];
  /** That line is a task's number and title. */
  isTitle: boolean;
}

/** Some hits; `next` is where to look on, absent where everything was looked at. */
export interface Found {
  hits: Hit[];
  next?: number;
}

/** The items that have every word of a query, from before a place on. */
export async function find(shelf: Pick<Shelf, 'textsBefore' | 'at'>, { first, next }: Extent, query: string, before = next): Promise<Found> {
  const wanted = toWords(query);
  if (wanted.length === 0) return { hits: [] };
  const items: Item[] = [];
  let at = before;
  let places: number[] = [];
  while (items.length < HITS && (places.length > 0 || at > first)) {
    if (places.length === 0) {
      const texts = await shelf.textsBefore(at, BATCH);
      places = texts.filter(({ text }) => hasAll(text, wanted)).map(({ place }) => place);
      at -= BATCH;
    }
    items.push(...(await withoutEchoed(shelf, places.splice(0, HITS - items.length), wanted)));
  }
  const hits = items.map((item) => toHit(item, wanted)).sort((a, b) => Number(isNamed(b.item, wanted)) - Number(isNamed(a.item, wanted)));
  const more = places[0] === undefined ? at : places[0] + 1;
  return more > first ? { hits, next: more } : { hits };
}

/** The items at the places, but no message whose words its task, right below it, says again and is found for as well. */
async function withoutEchoed(shelf: Pick<Shelf, 'at'>, places: readonly number[], wanted: readonly string[]): Promise<Item[]> {
  const rows = await shelf.at([...new Set(places.flatMap((place) => [place, place + 1]))]);
  const at = new Map(rows.map(({ place, item }) => [place, item]));
  return places.flatMap((place) => {
    const [item, below] = [at.get(place), at.get(place + 1)];
    if (!item || (below?.kind === 'task' && isEcho(below, item) && hasAll(textOf(below), wanted))) return [];
    return [item];
  });
}

function hasAll(text: string, wanted: readonly string[]): boolean {
  return wanted.every((word) => has(text, word));
}

function toWords(query: string): string[] {
  return [...new Set(plain(query).split(/\s+/).filter(Boolean))];
}

const NUMBER = /^#\d+$/;

/** Whether a text has a word; the number of a task is a word of its own, not the beginning of a longer one. */
function has(text: string, word: string): boolean {
  if (!NUMBER.test(word)) return text.includes(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/\d/.test(text.charAt(at + word.length))) return true;
  }
  return false;
}

/** Whether it is the task whose number is looked for: it comes before what only speaks of it. */
function isNamed(item: Item, wanted: readonly string[]): boolean {
  return item.kind === 'task' && wanted.includes(`#${item.number}`);
}

function toHit(item: Item, wanted: readonly string[]): Hit {
  const line = bestLine(item, wanted);
  return { item, line: toPieces(line, wanted), isTitle: item.kind === 'task' && line === linesOf(item)[0] };
}

/** The line with the most of the words, the first of several. */
function bestLine(item: Item, wanted: readonly string[]): string {
  const lines = linesOf(item);
  const scores = lines.map((line) => wanted.filter((word) => has(plain(line), word)).length);
  return lines[scores.indexOf(Math.max(...scores))] ?? '';
}

const BEFORE = 40; // characters shown before the first word
const MOST = 160;

/** The pieces of a line, with its words marked as they are written there. */
export function toPieces(line: string, wanted: readonly string[]): Piece[] {
  const { text, at } = withPlaces(line);
  const marked = new Set<number>();
  for (const word of wanted) {
    for (let from = text.indexOf(word); from >= 0; from = text.indexOf(word, from + word.length)) {
      for (const index of at.slice(from, from + word.length)) marked.add(index);
    }
  }
  const first = Math.min(...marked);
  const from = first > BEFORE + 20 ? line.indexOf(' ', first - BEFORE) + 1 || first : 0;
  const pieces: Piece[] = from > 0 ? [{ text: '… ', isFound: false }] : [];
  const characters = [...line];
  let index = 0;
  for (const character of characters) {
    const isFound = marked.has(index);
    if (index >= from && index < from + MOST) {
      const last = pieces.at(-1);
      if (last?.isFound === isFound) last.text += character;
      else pieces.push({ text: character, isFound });
    }
    index += character.length;
  }
  return index > from + MOST ? [...pieces, { text: ' …', isFound: false }] : pieces;
}

/** A line as it is compared, and for each of its characters where it stands in the line. */
function withPlaces(line: string): { text: string; at: number[] } {
  let text = '';
  let index = 0;
  const at: number[] = [];
  for (const character of line) {
    const compared = plain(character);
    text += compared;
    at.push(...Array.from(compared, () => index));
    index += character.length;
  }
  return { text, at };
}
