// Canned large diffs: ten thousand lines in sixty files, and eight thousand in one.
import type { DiffFile, DiffLine } from '../src/lib/view';

function lines(count: number): DiffLine[] {
  return Array.from({ length: count }, (_, n): DiffLine => {
    const pair = Math.floor(n / 3) + 1;
    if (n % 3 === 0) return { kind: 'normal', oldNumber: pair * 2 - 1, newNumber: pair * 2 - 1, text: `  // Step ${pair} of the way, as it was agreed` };
    return n % 3 === 1
      ? { kind: 'del', oldNumber: pair * 2, text: `  const step${pair} = await go(${pair}, "slowly", options);` }
      : { kind: 'add', newNumber: pair * 2, text: `  const step${pair} = await go(${pair + 1}, "fast", options);` };
  });
}

function file(path: string, count: number): DiffFile {
  return { path, status: 'modified', binary: false, added: Math.floor(count / 3), removed: Math.floor((count + 1) / 3), hunks: [{ header: `@@ -1,${count} +1,${count} @@`, lines: lines(count) }] };
}

/** Sixty files of about 167 lines. */
export const SIXTY: DiffFile[] = Array.from({ length: 60 }, (_, n) => file(`src/steps/step-${n + 1}.js`, 167));

/** One file of eight thousand lines. */
export const LONG: DiffFile[] = [file('src/all-steps.js', 8_000)];
