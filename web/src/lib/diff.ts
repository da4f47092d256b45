// The diff of a change: its chunks fetched and opened, its text cut into files, hunks and lines.
import type parseDiff from 'parse-diff';
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
  // By their order, which is git's in both: a diff writes a name otherwise than it is read, with quotes and raw signs.
  return change.files.map((changed, at) => ({
    hunks: [],
    ...files[at],
    path: changed.path,
    ...(changed.old_path ? { oldPath: changed.old_path } : {}),
    status: changed.status,
    binary: changed.added === undefined,
    added: changed.added ?? 0,
    removed: changed.removed ?? 0,
    ...(changed.pointer ? { pointer: changed.pointer } : {}),
    ...(changed.before ? { before: changed.before } : {}),
    ...(changed.after ? { after: changed.after } : {}),
  }));
}

async function fetchDiff(manifest: Manifest, source: DiffSource): Promise<string> {
  const kept = await source.kept(manifest.blob);
  if (kept !== undefined) return kept;
  const text = new TextDecoder().decode(await source.openFile(manifest, source.chunk));
  await source.keep(manifest.blob, text);
  return text;
}

/** Unified diff text as files, in its order. */
export async function parseText(text: string): Promise<DiffFile[]> {
  const { default: parse } = await import('parse-diff');
  const heads = text.split('\n').filter((line) => line.startsWith('diff --git ')); // no line of a file begins like that
  const files: File[] = [];
  for (const [at, part] of parse(text).entries()) {
    const gone = files.at(-1);
    // What became another kind of file, a link for one, is told twice: as it goes and as it comes.
    if (gone && heads[at] === heads[at - 1]) files[files.length - 1] = changedKind(gone, part);
    else files.push(part);
  }
  return files.map(toFile);
}

function changedKind(gone: File, come: File): File {
  const { oldMode, chunks, deletions } = gone;
  return { ...come, from: come.to, oldMode, new: undefined, deletions, chunks: [...chunks, ...come.chunks] };
}

function toFile(file: File): DiffFile {
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
    hunks: file.chunks.map((chunk): DiffHunk => ({ header: chunk.content, lines: toLines(chunk.changes) })),
  };
}

type File = parseDiff.File;
type Change = { type: 'add' | 'del' | 'normal'; content: string; ln?: number; ln1?: number; ln2?: number };

function toLines(changes: readonly Change[]): DiffLine[] {
  const lines: DiffLine[] = [];
  for (const change of changes) {
    const before = lines.at(-1);
    // `\ No newline at end of file` is a remark on the line before, whatever kind it comes as.
    if (!change.content.startsWith('\\')) lines.push(toLine(change));
    else if (before) before.remark = change.content.replace(/^\\ /, '');
  }
  return lines;
}

function toLine(change: Change): DiffLine {
  const oldNumber = change.type === 'del' ? change.ln : change.ln1;
  const newNumber = change.type === 'add' ? change.ln : change.ln2;
  return {
    kind: change.type,
    ...(oldNumber === undefined ? {} : { oldNumber }),
    ...(newNumber === undefined ? {} : { newNumber }),
    text: change.content.slice(1), // the first column says what kind of line it is
  };
}
