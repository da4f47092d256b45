import { expect, test } from 'vitest';
import { utf8 } from './bytes';
import { parseText, readDiff, type DiffSource } from './diff';
import type { ChangeReady } from './wire';

const TEXT = `diff --git a/src/old.js b/src/new.js
similarity index 90%
rename from src/old.js
rename to src/new.js
index 111..222 100644
--- a/src/old.js
+++ b/src/new.js
@@ -1,3 +1,3 @@ function go()
 one
-two
+TWO
 three
\\ No newline at end of file
diff --git a/added.txt b/added.txt
new file mode 100644
index 000..333
--- /dev/null
+++ b/added.txt
@@ -0,0 +1 @@
+hello
diff --git a/gone.txt b/gone.txt
deleted file mode 100644
index 333..000
--- a/gone.txt
+++ /dev/null
@@ -1 +0,0 @@
-bye
diff --git a/logo.png b/logo.png
index 444..555 100644
Binary files a/logo.png and b/logo.png differ
`;

const CHANGE: ChangeReady = {
  ...{ type: 'change.ready', at: 1, origin: 'host', task: 't', run: 'r', branch: 'b', base: 'c', head: 'd', added: 2, removed: 2 },
  files: [
    { path: 'src/new.js', old_path: 'src/old.js', status: 'renamed', added: 1, removed: 1 },
    { path: 'added.txt', status: 'added', added: 1, removed: 0, pointer: { kind: 'link', target: 'hello', outside: false } },
    { path: 'gone.txt', status: 'deleted', added: 0, removed: 1 },
    { path: 'logo.png', status: 'modified' },
  ],
  diff: { blob: 'b1', name: 'diff', media: 'text/plain', size: 1, sha256: '', key: '', chunks: ['c'] },
};

function source(): DiffSource & { opened: number } {
  const kept = new Map<string, string>();
  const made = {
    opened: 0,
    chunk: () => Promise.resolve(new Uint8Array()),
    openFile: () => {
      made.opened += 1;
      return Promise.resolve(utf8(TEXT));
    },
    kept: (blob: string) => Promise.resolve(kept.get(blob)),
    keep: (blob: string, text: string) => {
      kept.set(blob, text);
      return Promise.resolve();
    },
  };
  return made;
}

/** What git itself writes of names that it quotes, cuts or leaves as they are, and of a file that became a link. */
const NAMED = `diff --git a/a.txt b/a.txt
deleted file mode 100644
index 1..0
--- a/a.txt
+++ /dev/null
@@ -1 +0,0 @@
-was a file
diff --git a/a.txt b/a.txt
new file mode 120000
index 0..2
--- /dev/null
+++ b/a.txt
@@ -0,0 +1 @@
+b.txt
\\ No newline at end of file
diff --git "a/back\\\\slash.txt" "b/back\\\\slash.txt"
new file mode 100644
index 0..3
--- /dev/null
+++ "b/back\\\\slash.txt"
@@ -0,0 +1 @@
+diff --git a/x b/x
diff --git a/caf\u00e9 \u202egnp.txt b/caf\u00e9 \u202egnp.txt
new file mode 100644
index 0..4
--- /dev/null
+++ b/caf\u00e9 \u202egnp.txt\t
@@ -0,0 +1 @@
+hidden
diff --git a/end  b/end 
new file mode 100644
index 0..5
--- /dev/null
+++ b/end \t
@@ -0,0 +1 @@
+blank
`;

test('the lines of a file are shown whatever its name is, and however it became another kind of file', async () => {
  const files = ['a.txt', 'back\\slash.txt', 'caf\u00e9 \\u202egnp.txt', 'end '].map((path, at) => ({ path, status: at ? ('added' as const) : ('modified' as const), added: 1, removed: at ? 0 : 1 }));
  const shown = await readDiff({ ...CHANGE, files }, { ...source(), openFile: () => Promise.resolve(utf8(NAMED)) });
  expect(shown.map(({ path, hunks }) => [path, hunks.flatMap(({ lines }) => lines.map(({ text }) => text))])).toEqual([
    ['a.txt', ['was a file', 'b.txt']],
    ['back\\slash.txt', ['diff --git a/x b/x']],
    ['caf\u00e9 \\u202egnp.txt', ['hidden']],
    ['end ', ['blank']],
  ]);
  expect(shown[0]?.mode).toEqual({ was: '100644', is: '120000' });
});

test('the files of a change come with their lines and numbers, binary ones without', async () => {
  const files = await readDiff(CHANGE, source());
  expect(files.map(({ path, status, binary }) => [path, status, binary])).toEqual([
    ['src/new.js', 'renamed', false],
    ['added.txt', 'added', false],
    ['gone.txt', 'deleted', false],
    ['logo.png', 'modified', true],
  ]);
  expect(files[0]?.oldPath).toBe('src/old.js');
  expect(files[1]?.pointer?.target).toBe('hello');
  expect(files[0]?.hunks[0]?.lines.slice(0, 3)).toEqual([
    { kind: 'normal', oldNumber: 1, newNumber: 1, text: 'one' },
    { kind: 'del', oldNumber: 2, text: 'two' },
    { kind: 'add', newNumber: 2, text: 'TWO' },
  ]);
  expect(files[3]?.hunks).toEqual([]);
});

test('a missing newline is a remark of its line', async () => {
  const [file] = await parseText(TEXT);
  expect(file?.hunks[0]?.lines.at(-1)).toEqual({ kind: 'normal', oldNumber: 3, newNumber: 3, text: 'three', remark: 'No newline at end of file' });
});

test('a diff is fetched once and read from this device after', async () => {
  const from = source();
  await readDiff(CHANGE, from);
  await readDiff(CHANGE, from);
  expect(from.opened).toBe(1);
});

test('a change without a stored diff still names its files', async () => {
  const { diff: _diff, ...bare } = CHANGE;
  const files = await readDiff(bare, source());
  expect(files).toHaveLength(4);
  expect(files.every(({ hunks }) => hunks.length === 0)).toBe(true);
});

test('an empty text has no files', async () => {
  expect(await parseText('')).toEqual([]);
});
