import { expect, test } from 'vitest';
import { escapeText, markSpans, spellEnd, toMarkedLines } from './colouring';

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

test('words are marked within colours, and a sign that is written as several letters counts once', () => {
  expect(markSpans('<span class="k">let</span> a &lt; <span class="n">10</span>', [[4, 7], [9, 10]])).toBe('<span class="k">let</span> <mark>a &lt;</mark> <span class="n">1<mark>0</mark></span>');
  expect(markSpans(escapeText('a<b & c'), [[1, 2], [4, 5]])).toBe('a<mark>&#60;</mark>b <mark>&#38;</mark> c');
});

test('a marked span is closed before a colour ends, and opened after', () => {
  expect(markSpans('<span class="a">xy</span>z', [[1, 3]])).toBe('<span class="a">x<mark>y</mark></span><mark>z</mark>');
});

test('text without spans is left as it is', () => {
  expect(markSpans('<span class="a">x</span>', [])).toBe('<span class="a">x</span>');
});

const sign = (name: string): string => `<span class="spelled">${name}</span>`;

test('the end of a line is spelled out where it is to be seen', () => {
  expect(markSpans('<b>a</b> \t\r', [], spellEnd('a \t\r', 1))).toBe(`<b>a</b>${sign('·')}${sign('→')}${sign('CR')}`);
  expect(markSpans('a \r', [], spellEnd('a \r', 3))).toBe('a ');
});

test('a carriage return within a line is never hidden', () => {
  expect(markSpans('a\rb\r', [], spellEnd('a\rb\r', 4))).toBe(`a${sign('CR')}b`);
});
