// A canned diff with every kind of file.
import type { DiffFile, DiffLine } from '../src/lib/view';
import type { FileSide } from '../src/lib/wire';

function lines(text: string, from = 1): DiffLine[] {
  let oldNumber = from;
  let newNumber = from;
  return text.split('\n').map((line): DiffLine => {
    const body = line.slice(1);
    if (line.startsWith('+')) return { kind: 'add', newNumber: newNumber++, text: body };
    if (line.startsWith('-')) return { kind: 'del', oldNumber: oldNumber++, text: body };
    return { kind: 'normal', oldNumber: oldNumber++, newNumber: newNumber++, text: body };
  });
}

const LIMIT = `+// Limits how often one address may write; shared by every route that takes input.
+import rateLimit from 'express-rate-limit';
+
+const WINDOW_MS = 60_000;
+const LIMIT = 5;
+
+export const writeLimit = rateLimit({
+  windowMs: WINDOW_MS,
+  limit: LIMIT,
+  standardHeaders: 'draft-8',
+  legacyHeaders: false,
+  handler: (request, response) => {
+    response.status(429).json({ error: 'too many requests', retry_after_s: Math.ceil(WINDOW_MS / 1000), documentation: '/docs/limits' });
+  },
+});`;

const ROUTE = ` import { Router } from 'express';
+import { writeLimit } from '../middleware/rate-limit.js';
 
 export const subscribe = Router();
 
-subscribe.post('/api/subscribe', async (request, response) => {
+subscribe.post('/api/subscribe', writeLimit, async (request, response) => {
   const { email } = request.body;
   if (!email) return response.status(400).json({ error: 'email is missing' });`;

function picture(content: string, size: number): FileSide {
  return { content, size, media: 'image/png', picture: { blob: content, name: content, media: 'image/png', size, sha256: '', key: '', chunks: [] } };
}

/** The files of the canned change. */
export const FILES: DiffFile[] = [
  { path: 'src/middleware/rate-limit.js', status: 'added', binary: false, added: 15, removed: 0, hunks: [{ header: '@@ -0,0 +1,15 @@', lines: lines(LIMIT) }] },
  { path: 'src/routes/subscribe.js', status: 'modified', binary: false, added: 2, removed: 1, hunks: [{ header: '@@ -1,7 +1,8 @@', lines: lines(ROUTE) }] },
  { path: 'package-lock.json', status: 'modified', binary: false, added: 512, removed: 31, hunks: [{ header: '@@ -1,2 +1,513 @@', lines: lines(Array.from({ length: 512 }, (_, n) => `+  "line": ${n},`).join('\n')) }] },
  { path: 'docs/limits.md', oldPath: 'docs/rate.md', status: 'renamed', binary: false, added: 0, removed: 0, hunks: [] },
  { path: 'scripts/release.sh', status: 'modified', binary: false, added: 0, removed: 0, hunks: [], mode: { was: '100644', is: '100755' } },
  { path: 'public/logo.png', status: 'modified', binary: true, added: 0, removed: 0, hunks: [], before: picture('before', 12_400), after: picture('after', 14_100) },
];
