// Colours the lines of a diff: each side of a hunk is read as one text, so that strings and comments span lines.
import type { DiffFile, DiffLine } from '../lib/view';

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
