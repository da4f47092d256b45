// A canned change of what does not show by itself: links, line ends, blanks, a line of 240 kB.
import type { DiffFile, DiffLine } from '../src/lib/view';

const KINDS = { '+': 'add', '-': 'del', ' ': 'normal' } as const;
const NO_NEWLINE = 'No newline at end of file';

/** Lines with their sign; `|` at the end of one: no newline behind it. */
function file(path: string, signed: readonly string[], more: Partial<DiffFile> = {}): DiffFile {
  let oldNumber = 1;
  let newNumber = 1;
  const lines = signed.map((each): DiffLine => {
    const kind = KINDS[each[0] as keyof typeof KINDS];
    return {
      kind,
      text: each.slice(1).replace(/\|$/, ''),
      ...(kind === 'add' ? {} : { oldNumber: oldNumber++ }),
      ...(kind === 'del' ? {} : { newNumber: newNumber++ }),
      ...(each.endsWith('|') ? { remark: NO_NEWLINE } : {}),
    };
  });
  const counted = (sign: string): number => signed.filter((each) => each.startsWith(sign)).length;
  return { path, status: 'modified', binary: false, added: counted('+'), removed: counted('-'), hunks: [{ header: `@@ -1,${oldNumber - 1} +1,${newNumber - 1} @@`, lines }], ...more };
}

const PACKED = 'const f=(a,b)=>a.map(c=>c*b);'.repeat(4_200);

/** The files of the change. */
export const UNSEEN: DiffFile[] = [
  file('config/passwords', ['+/etc/passwd|'], { status: 'added', pointer: { kind: 'link', target: '/etc/passwd', outside: true } }),
  file('docs/latest', ['-v1|', '+v2|'], { pointer: { kind: 'link', target: 'v2', outside: false } }),
  file('vendor/parser', [`+Subproject commit ${'3f'.repeat(20)}`], { status: 'added', pointer: { kind: 'submodule', target: '3f'.repeat(20), outside: false } }),
  file('src/app.js', ["-import { go } from './go.js';\r", '-go();\r', "+import { go } from './go.js';", '+go();']),
  file('src/blanks.js', [' const one = 1;', '-const two = 2;', '+const two = 2;  ', '+const three = 3;\t', ' const last = 4;|']),
  file('dist/app.js', [' // packed', `-${PACKED}const limit=5;${PACKED}`, `+${PACKED}const limit=10;${PACKED}`, `+${PACKED}`]),
  file('data/all.csv', [], { added: 48_210, removed: 3, hunks: [] }),
];
