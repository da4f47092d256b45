// Colours the lines of a diff: each side of a hunk is read as one text, so that strings and comments span lines.
import type { DiffFile, DiffLine } from '../lib/view';
import type { Span } from '../lib/word-diff';

/** Marked-up text of lines, by line. */
export type Colours = ReadonlyMap<DiffLine, string>;

/** The colours of a file; empty where its language is not known. Loads the highlighter on first use. */
export async function colourFile(file: DiffFile): Promise<Colours> {
  const { highlight } = await import('../lib/highlight');
  const colours = new Map<DiffLine, string>();
  for (const hunk of file.hunks) {
    for (const side of ['del', 'add'] as const) {
      const lines = hunk.lines.filter((line) => line.kind === side || line.kind === 'normal');
      const marked = highlight(lines.map((line) => line.text).join('\n'), file.path);
      if (marked === undefined) return colours;
      toMarkedLines(marked).forEach((text, index) => {
        const line = lines[index];
        if (line) colours.set(line, text);
      });
    }
  }
  return colours;
}

/** Cuts marked-up text at its line ends; spans that run on are closed and opened again. */
export function toMarkedLines(marked: string): string[] {
  const open: string[] = [];
  return marked.split('\n').map((line) => {
    const start = open.join('');
    for (const [tag] of line.matchAll(/<span[^>]*>|<\/span>/g)) {
      if (tag === '</span>') open.pop();
      else open.push(tag);
    }
    return start + line + '</span>'.repeat(open.length);
  });
}

/** Text as markup that shows it. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const SIGNS: Record<string, string> = { ' ': '·', '\t': '→', '\r': 'CR' };

/** How a character of a text is written instead of as it stands; undefined if as it stands. */
export type Spell = (character: string, at: number) => string | undefined;

/** Spells out blanks from where on the end of a text is to be seen, and each carriage return but an end that is not. */
export function spellEnd(text: string, seenFrom: number): Spell {
  const spelled = (character: string): string | undefined => {
    const sign = SIGNS[character];
    return sign && `<span class="spelled">${sign}</span>`;
  };
  return (character, at) => {
    if (at >= seenFrom) return spelled(character);
    if (character !== '\r') return undefined;
    return at === text.length - 1 ? '' : spelled(character);
  };
}

/** Puts `<mark>` around spans of the text that marked-up text shows; inside the spans of colours, so that both nest. */
export function markSpans(marked: string, spans: readonly Span[], spell: Spell = () => undefined): string {
  let at = 0;
  let isOpen = false;
  let made = '';
  const turn = (open: boolean): void => {
    if (open !== isOpen) made += open ? '<mark>' : '</mark>';
    isOpen = open;
  };
  for (const [piece] of marked.matchAll(/<[^>]*>|&[^;]+;|[^]/g)) {
    if (piece.startsWith('<')) {
      turn(false);
      made += piece;
    } else {
      turn(spans.some(([from, to]) => from <= at && at < to));
      made += spell(piece, at) ?? piece;
      at += 1;
    }
  }
  turn(false);
  return made;
}
