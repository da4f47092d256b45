// Makes text from elsewhere readable as what it is: nothing in it may hide or turn around what a person reads.

/** A piece of text as it stands, or a character that does not show, spelled out. */
export type Piece = { text: string; hidden: boolean };

const NAMES: Record<number, string> = {
  0x00: 'NUL',
  0x07: 'BEL',
  0x08: 'BACKSPACE',
  0x09: 'TAB',
  0x0d: 'CR',
  0x1b: 'ESC',
  0x7f: 'DEL',
  0xa0: 'NBSP',
  0xad: 'SHY',
  0x061c: 'ALM',
  0x200b: 'ZWSP',
  0x200c: 'ZWNJ',
  0x200d: 'ZWJ',
  0x200e: 'LRM',
  0x200f: 'RLM',
  0x202a: 'LRE',
  0x202b: 'RLE',
  0x202c: 'PDF',
  0x202d: 'LRO',
  0x202e: 'RLO',
  0x2060: 'WJ',
  0x2066: 'LRI',
  0x2067: 'RLI',
  0x2068: 'FSI',
  0x2069: 'PDI',
  0xfeff: 'BOM',
};

// Controls but the line feed, formats, separators other than the space, private and unassigned characters, lone
// surrogates, fillers that look like nothing, variation selectors.
const HIDDEN = /[^\P{C}\n]|[^\P{Z} ]|[\u115f\u1160\u3164\uffa0\u2800\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

// In words joiners, marks and soft hyphens belong to the writing; what turns whole stretches around never needs to.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

const spelled = (character: string): string => `[${nameOf(character)}]`;

/** Cut a text into pieces that show and characters that do not, in order; of prose, only those that turn it around. */
export function toPieces(text: string, { prose = false } = {}): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(prose ? TURNING : HIDDEN)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), hidden: false });
    pieces.push({ text: spelled(match[0]), hidden: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hidden: false });
  return pieces;
}

/** Prose, or an output, that reads as it stands: for where nothing but text can be. */
export function upright(text: string): string {
  return text.replace(TURNING, spelled);
}
