// Text by an agent as safe HTML: no images or frames from elsewhere, links that cannot reach back. Loaded when needed.
import DOMPurify from 'dompurify';
import { Marked } from 'marked';
import { upright } from './exact';
import { markup as words } from './words/markup';

const marked = new Marked({ gfm: true, breaks: true, async: false });

const ALLOWED_TAGS = [
  ...['a', 'b', 'blockquote', 'br', 'code', 'del', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'kbd', 'li', 'ol'],
  ...['p', 'pre', 's', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'],
];
const SAFE_LINK = /^(?:https?:|mailto:)/i;

const AS_WRITTEN = { ALLOW_ARIA_ATTR: false, ALLOW_DATA_ATTR: false }; // nothing is heard otherwise than it is seen
const OWN_PICTURE = /^data:image\/webp;base64,/; // one that the text brings along

const purify = DOMPurify();
// What is put beside an element that goes is our own, and not looked at again.
purify.addHook('uponSanitizeElement', (node, { tagName, allowedTags }) => {
  if (!(node instanceof Element)) return;
  if (tagName === 'img' && !(allowedTags['img'] && OWN_PICTURE.test(node.getAttribute('src') ?? ''))) {
    node.replaceWith(words.picture(node.getAttribute('alt')?.trim() ?? ''));
  } else if (tagName === 'input' && node.getAttribute('type') === 'checkbox') node.before(box(node.hasAttribute('checked')));
  else if (tagName === 'aside') node.prepend(titled(words.notes));
});

function box(isChecked: boolean): Element {
  const sign = document.createElement('span');
  sign.setAttribute('role', 'img');
  sign.setAttribute('aria-label', isChecked ? words.done : words.open);
  sign.textContent = isChecked ? '☑' : '☐';
  return sign;
}

function titled(title: string): Element {
  const heading = document.createElement('p');
  heading.append(document.createElement('strong'));
  heading.firstElementChild?.append(title);
  return heading;
}

purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName !== 'A') return;
  if (!SAFE_LINK.test(node.getAttribute('href') ?? '')) {
    node.removeAttribute('href');
    return;
  }
  node.setAttribute('target', '_blank');
  node.setAttribute('rel', 'noopener noreferrer');
});

/** HTML that was made from somebody's document, safe to put on the page: with the pictures that it brings along. */
export function cleanMarkup(html: string): string {
  return purify.sanitize(html, { ALLOWED_TAGS: [...ALLOWED_TAGS, 'aside', 'img'], ALLOWED_ATTR: ['href', 'src', 'alt', 'colspan', 'rowspan'], ...AS_WRITTEN });
}

/** Markdown as HTML that is safe to put on the page. */
export function renderMarkdown(text: string): string {
  const html = marked.parse(text, { async: false });
  return upright(purify.sanitize(html, { ALLOWED_TAGS, ALLOWED_ATTR: ['href', 'title', 'align', 'start'], ...AS_WRITTEN }));
}

/** Markdown in the parts that stand below each other. Put together they say the same; more text changes the last ones only. */
export function splitBlocks(text: string): string[] {
  return marked
    .lexer(text)
    .filter(({ type }) => type !== 'space')
    .map(({ raw }) => raw);
}
