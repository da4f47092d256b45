// A long output in pieces: the last one is shown, as what matters mostly stands there, and those before it when they are asked for.

const PIECE_LINES = 400;
const PIECE_CHARACTERS = 20_000; // mounts within a frame or two on a phone, and is more than a host sends of one output

/** The pieces of a text, in its order; each begins with a line, unless a line is longer than a piece. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let to = text.length; to > 0; ) {
    const from = beginOf(text, to);
    pieces.push(text.slice(from, to));
    to = from;
  }
  return pieces.reverse();
}

function beginOf(text: string, to: number): number {
  const least = Math.max(0, to - PIECE_CHARACTERS);
  const lines = [...text.slice(least, to - 1).matchAll(/\n/g)].map(({ index }) => index + 1);
  if (least === 0) lines.unshift(0);
  return least + (lines.at(-PIECE_LINES) ?? lines[0] ?? 0);
}

/** How much stands in some pieces. */
export function sizeOf(pieces: readonly string[]): { lines: number; characters: number } {
  const sum = (counts: number[]): number => counts.reduce((one, other) => one + other, 0);
  return { lines: sum(pieces.map((piece) => piece.split('\n').length - 1)), characters: sum(pieces.map(({ length }) => length)) };
}
