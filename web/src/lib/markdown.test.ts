// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { highlight } from './highlight';
import { cleanMarkup, renderMarkdown, splitBlocks } from './markdown';

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

test('a document keeps the pictures that it brings along, and no others', () => {
  const own = 'data:image/webp;base64,UklGRg==';
  const html = cleanMarkup(`<p>a<img src="${own}" alt="x"><img src="https://example.org/x.png"><img src="data:image/svg+xml;base64,PA=="><img></p><td colspan="2">`);
  expect(html.match(/<img[^>]*>/g)).toEqual([`<img src="${own}" alt="x">`]);
});

test('a list of tasks shows in signs and words what is done', () => {
  const html = renderMarkdown('- [x] nests\n- [ ] eggs');
  expect(html).toContain('<span role="img" aria-label="done">☑</span> nests');
  expect(html).toContain('<span role="img" aria-label="not done">☐</span> eggs');
});

test('a picture that is not shown says what it was', () => {
  expect(renderMarkdown('a ![grey heron](heron.png) b ![](x.png)')).toBe('<p>a [Picture not shown: grey heron] b [Picture not shown]</p>\n');
  expect(renderMarkdown('![<b onclick="a()">](x.png)')).toBe('<p>[Picture not shown: &lt;b onclick="a()"&gt;]</p>\n');
  expect(cleanMarkup('<p><img src="" alt="plan"></p>')).toBe('<p>[Picture not shown: plan]</p>');
});

test('no text makes itself heard as something else', () => {
  expect(renderMarkdown('<span role="img" aria-label="approved">x</span><p role="alert" aria-label="y">z</p>')).toBe('<p>x</p><p>z</p><p></p>\n');
});

test('the notes of a slide are named', () => {
  expect(cleanMarkup('<p>Herons</p><aside><p>Speak slowly</p></aside>')).toBe('<p>Herons</p><aside><p><strong>Speaker’s notes</strong></p><p>Speak slowly</p></aside>');
});

test('a document brings no code, style or form along', () => {
  const html = cleanMarkup('<p onclick="a()" style="color:red" id="x" class="y">x</p><script>a()</script><form><input></form><a href="javascript:a()">x</a>');
  expect(html).toBe('<p>x</p><a>x</a>');
});

test('a text cannot turn itself around, whether it says so in characters or in entities', () => {
  expect(renderMarkdown('`x\u202etxt.exe` &#x202e;')).toContain('<code>x[RLO]txt.exe</code> [RLO]');
});

test('text that grows changes only the last of its parts', () => {
  const whole = '# Plan\n\nFirst `keys.txt`, then:\n\n- one\n- **two**\n\n```sh\nmake all\n\nmake check\n```\n\nDone.';
  let before: string[] = [];
  for (let length = 1; length <= whole.length; length += 1) {
    const parts = splitBlocks(whole.slice(0, length));
    const kept = Math.min(parts.length, before.length) - 1;
    expect(parts.slice(0, kept)).toEqual(before.slice(0, kept));
    before = parts;
  }
  expect(before.map(renderMarkdown).join('')).toBe(renderMarkdown(whole));
});
