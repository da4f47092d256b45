import { expect, test } from 'vitest';
import { toTable } from './table';

test.each([
  ['commas', 'item,price\nheron,4\n', [['item', 'price'], ['heron', '4']]],
  ['semicolons', 'item;net;gross\r\nheron;4,5;5,3', [['item', 'net', 'gross'], ['heron', '4,5', '5,3']]],
  ['tabs', 'item\tprice\nheron\t4', [['item', 'price'], ['heron', '4']]],
  ['quotes', '"item; or ""bird""","a\nb"\nheron,4', [['item; or "bird"', 'a\nb'], ['heron', '4']]],
  ['a quote that is never closed', 'item,"pri\nheron,4', [['item', 'pri\nheron,4']]],
  ['rows of unequal length', 'a,b,c\nd\n\ne,f,', [['a', 'b', 'c'], ['d', '', ''], ['e', 'f', '']]],
  ['a separator at the end', 'a,b\nc,', [['a', 'b'], ['c', '']]],
  ['one column', 'heron\negret\n', [['heron'], ['egret']]],
  ['nothing', '', []],
])('a table is read that has %s', (_, text, rows) => {
  expect(toTable(text)).toEqual({ rows, moreRows: 0, moreColumns: 0 });
});

test('what is beyond a screen is counted', () => {
  const wide = Array.from({ length: 60 }, (_, at) => at).join();
  const { rows, moreRows, moreColumns } = toTable(`${wide}\n`.repeat(250));
  expect([rows.length, rows[0]?.length, moreRows, moreColumns]).toEqual([200, 50, 50, 10]);
});
