// The diff of a change: its chunks fetched and opened, its text cut into files, hunks and lines.
import type { Bytes } from './bytes';
import type { DiffFile, DiffHunk, DiffLine } from './view';
import type { ChangeReady, Manifest } from './wire';

/** What a diff is read through. */
export interface DiffSource {
  chunk(blob: string, index: number): Promise<Bytes>;
  openFile(manifest: Manifest, load: DiffSource['chunk']): Promise<Bytes>;
  kept(blob: string): Promise<string | undefined>;
  keep(blob: string, text: string): Promise<void>;
}

/** The files of a change, with their lines. Without a stored diff the files come with their counts alone. */
export async function readDiff(change: ChangeReady, source: DiffSource): Promise<DiffFile[]> {
  const text = change.diff ? await fetchDiff(change.diff, source) : '';
  const files = text ? await parseText(text) : [];
  return change.files.map((changed) => {
    const found = files.find((file) => file.path === changed.path) ?? files.find((file) => file.oldPath === changed.path);
    return {
      hunks: [],
      ...found,
      path: changed.path,
      ...(changed.old_path ? { oldPath: changed.old_path } : {}),
      status: changed.status,
      binary: changed.added === undefined,
      added: changed.added ?? 0,
      removed: changed.removed ?? 0,
      ...(changed.before ? { before: changed.before } : {}),
      ...(changed.after ? { after: changed.after } : {}),
    };
  });
}

async function fetchDiff(manifest: Manifest, source: DiffSource): Promise<string> {
  const kept = await source.kept(manifest.blob);
  if (kept !== undefined) return kept;
  const text = new TextDecoder().decode(await source.openFile(manifest, source.chunk));
  await source.keep(manifest.blob, text);
  return text;
}

/** Unified diff text as files. */
export async function parseText(text: string): Promise<DiffFile[]> {
  const { default: parse } = await import('parse-diff');
  return parse(text).map((file): DiffFile => {
    const path = file.to === '/dev/null' || file.to === undefined ? (file.from ?? '') : file.to;
    const moved = file.from !== undefined && file.to !== undefined && file.from !== file.to;
    const status = file.new ? 'added' : file.deleted ? 'deleted' : moved ? 'renamed' : 'modified';
    return {
      path,
      ...(status === 'renamed' && file.from ? { oldPath: file.from } : {}),
      status,
      binary: false,
      added: file.additions,
      removed: file.deletions,
      ...(status !== 'added' && file.oldMode && file.newMode && file.oldMode !== file.newMode ? { mode: { was: file.oldMode, is: file.newMode } } : {}),
      hunks: file.chunks.map((chunk): DiffHunk => ({ header: chunk.content, lines: chunk.changes.map(toLine) })),
    };
  });
}

type Change = { type: 'add' | 'del' | 'normal'; content: string; ln?: number; ln1?: number; ln2?: number };

function toLine(change: Change): DiffLine {
  // `\ No newline at end of file` is a remark on the line before, whose number it comes with: kept whole, and no line.
  if (change.content.startsWith('\\')) return { kind: change.type, text: change.content };
  const oldNumber = change.type === 'del' ? change.ln : change.ln1;
  const newNumber = change.type === 'add' ? change.ln : change.ln2;
  return {
    kind: change.type,
    ...(oldNumber === undefined ? {} : { oldNumber }),
    ...(newNumber === undefined ? {} : { newNumber }),
    text: change.content.slice(1), // the first column says what kind of line it is
  };
}
