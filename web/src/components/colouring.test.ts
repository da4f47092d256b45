import { expect, test } from 'vitest';
import { toMarkedLines } from './colouring';

test('a span that runs over a line end is closed and opened again', () => {
  expect(toMarkedLines('a <span class="c">/* one\ntwo */</span> b')).toEqual([
    'a <span class="c">/* one</span>',
    '<span class="c">two */</span> b',
  ]);
});

test('nested spans keep their order', () => {
  expect(toMarkedLines('<span class="a"><span class="b">x\ny</span></span>')).toEqual([
    '<span class="a"><span class="b">x</span></span>',
    '<span class="a"><span class="b">y</span></span>',
  ]);
});
