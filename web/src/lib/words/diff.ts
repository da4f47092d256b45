// What is said of the files of a change while they are read.
import type { DiffFile } from '../changed-file';
import type { EndsChange } from '../line-ends';
import type { Pointer } from '../wire';
import { count, figure } from './count';

const ENDS = { lf: 'CRLF → LF', crlf: 'LF → CRLF', otherwise: 'blanks or CR' } satisfies Record<EndsChange['to'], string>;
const NO_NEWLINE = 'No newline at end of file'; // git's words

export const diff = {
  viewed: 'Viewed',
  split: 'Side by side',
  viewedOf: (viewed: number, files: number) => `${viewed} of ${count(files, 'file')} viewed`,
  keptHere: 'Viewed marks stay on this device and lapse when a file changes.',
  notKept: 'This browser keeps nothing: viewed marks are gone when the page closes.',
  pointers: { link: 'link', submodule: 'submodule' },
  leads: ({ kind, target, outside }: Pointer, status: DiffFile['status']) => {
    const is = status === 'deleted' ? 'Was a' : 'A';
    if (kind === 'submodule') return `${is} submodule, the files of another repository, at its commit ${target}. They are not shown here.`;
    return `${is} symbolic link to ${target}${outside ? ', which leads out of the project, or could' : ''}.`;
  },
  ends: ({ to, only }: EndsChange) => (only ? `Only line ends changed: ${ENDS[to]}.` : `Line ends changed as well: ${ENDS[to]}.`),
  remark: (text: string) => (text === NO_NEWLINE ? 'No newline at the end of the file' : text),
  missing: (lines: number, of: number) => `${figure(lines)} of ${count(of, 'changed line')} not shown: the diff is larger than is read here. Look at it on the computer.`,
  leftOut: (characters: number, changed: boolean) => `⋯ ${count(characters, 'character')}${changed ? ', changed too' : ''} ⋯`,
  showAll: (characters: number) => `Show all of it: ${count(characters, 'character')}`,
  cutAgain: 'Show less of it',
} as const;
