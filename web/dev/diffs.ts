// A canned diff with every kind of file.
import type { DiffFile, DiffLine } from '../src/lib/view';

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

/** The files of the canned change. */
export const FILES: DiffFile[] = [
  { path: 'src/middleware/rate-limit.js', status: 'added', binary: false, added: 15, removed: 0, hunks: [{ header: '@@ -0,0 +1,15 @@', lines: lines(LIMIT) }] },
  { path: 'src/routes/subscribe.js', status: 'modified', binary: false, added: 2, removed: 1, hunks: [{ header: '@@ -1,7 +1,8 @@', lines: lines(ROUTE) }] },
  { path: 'package-lock.json', status: 'modified', binary: false, added: 512, removed: 31, hunks: [{ header: '@@ -1,2 +1,513 @@', lines: lines(Array.from({ length: 512 }, (_, n) => `+  "line": ${n},`).join('\n')) }] },
  { path: 'docs/limits.md', oldPath: 'docs/rate.md', status: 'renamed', binary: false, added: 0, removed: 0, hunks: [] },
  { path: 'public/logo.png', status: 'modified', binary: true, added: 0, removed: 0, hunks: [] },
];
