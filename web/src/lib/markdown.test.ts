// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { highlight } from './highlight';
import { renderMarkdown } from './markdown';

test('lists, code and tables are marked up', () => {
  const html = renderMarkdown('# Done\n\n- `a`\n\n| x | y |\n|---|---|\n| 1 | 2 |');
  expect(html).toContain('<h1>Done</h1>');
  expect(html).toContain('<code>a</code>');
  expect(html).toContain('<td>1</td>');
});

test.each([
  ['a script', '<script>alert(1)</script>'],
  ['a handler', '<p onclick="alert(1)">x</p>'],
  ['a picture from elsewhere', '![x](https://example.org/x.png)'],
  ['a frame', '<iframe src="https://example.org"></iframe>'],
  ['a style', '<p style="position:fixed">x</p>'],
  ['a form', '<form action="/x"><input name="a"></form>'],
  ['a link that is code', '[x](javascript:alert(1))'],
])('%s does not survive', (_what, text) => {
  expect(renderMarkdown(text)).not.toMatch(/script|onclick|<img|iframe|style=|<form|<input/i);
});

test('links open elsewhere and cannot reach back', () => {
  expect(renderMarkdown('[x](https://example.org/)')).toContain('rel="noopener noreferrer"');
  expect(renderMarkdown('[x](/relay)')).not.toContain('href');
});

test('known languages are coloured, and their text stays text', () => {
  expect(highlight('const a = "<b>";', 'src/a.ts')).toContain('hljs-keyword');
  expect(highlight('const a = "<b>";', 'src/a.ts')).toContain('&lt;b&gt;');
  expect(highlight('whatever', 'a.unknown')).toBeUndefined();
});
