import { expect, test } from 'vitest';
import { message } from '../../dev/pieces';
import { placeInFeed } from './feed';

const items = ['a', 'b', 'c'].map((id) => message(id, 0, id));

test('what is shown is counted among all that were told', () => {
  expect(placeInFeed({ items, reading: { from: 7, to: 10, first: 2, next: 12 }, hasOlder: false })).toEqual({ begin: 6, size: 10 });
});

test('how many there are is unknown while the host has older ones', () => {
  expect(placeInFeed({ items, reading: { from: -3, to: 0, first: -3, next: 0 }, hasOlder: true })).toEqual({ begin: 1, size: -1 });
});

test('a message that waits to be sent counts, too', () => {
  expect(placeInFeed({ items, reading: { from: 0, to: 2, first: 0, next: 2 }, hasOlder: false })).toEqual({ begin: 1, size: 3 });
});
