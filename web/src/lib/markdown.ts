// Text by an agent as safe HTML: no images or frames from elsewhere, links that cannot reach back. Loaded when needed.
import DOMPurify from 'dompurify';
import { Marked } from 'marked';
import { upright } from './exact';

const marked = new Marked({ gfm: true, breaks: true, async: false });

const ALLOWED_TAGS = [
  ...['a', 'b', 'blockquote', 'br', 'code', 'del', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'kbd', 'li', 'ol'],
  ...['p', 'pre', 's', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'],
];
const SAFE_LINK = /^(?:https?:|mailto:)/i;

const OWN_PICTURE = /^data:image\/webp;base64,/; // one that the text brings along

const purify = DOMPurify();
purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName === 'IMG' && !OWN_PICTURE.test(node.getAttribute('src') ?? '')) node.remove();
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
  return purify.sanitize(html, { ALLOWED_TAGS: [...ALLOWED_TAGS, 'img'], ALLOWED_ATTR: ['href', 'src', 'alt', 'colspan', 'rowspan'] });
}

/** Markdown as HTML that is safe to put on the page. */
export function renderMarkdown(text: string): string {
  const html = marked.parse(text, { async: false });
  return upright(purify.sanitize(html, { ALLOWED_TAGS, ALLOWED_ATTR: ['href', 'title', 'align', 'start'] }));
}
