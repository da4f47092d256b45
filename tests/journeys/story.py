"""The story that the README tells, as the canned model plays it on the Express project."""

from farhand.demo.script import Json, Scenario

TASK = "Add rate limiting to /api/subscribe with express-rate-limit: 5 a minute per IP, then 429 with a JSON error"
FOLLOW_UP = "Also add it to /api/contact with the same config"

_LIMITS = """import { rateLimit } from 'express-rate-limit';

const MINUTE_MS = 60_000;

/** Lets each address through five times a minute; whoever comes more often is a heron. */
export const limitHerons = () =>
  rateLimit({
    windowMs: MINUTE_MS,
    limit: 5,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (req, res) => res.status(429).json({ error: 'too_many_requests' }),
  });
"""

_TESTS = """import assert from 'node:assert/strict';
import { test } from 'node:test';
import request from 'supertest';
import { createApp } from '../app.js';

const call = (app, path, n) =>
  request(app).post(path).send({ email: `reader${n}@example.test`, text: `letter ${n}` });

async function callOften(app, path, times) {
  const answers = [];
  for (let n = 0; n < times; n += 1) answers.push(await call(app, path, n));
  return answers;
}

test('five subscriptions a minute pass', async () => {
  const answers = await callOften(createApp(), '/api/subscribe', 5);
  assert.deepEqual(answers.map(({ status }) => status), [201, 201, 201, 201, 201]);
});

test('the sixth gets 429 and a JSON error', async () => {
  const last = (await callOften(createApp(), '/api/subscribe', 6)).at(-1);
  assert.equal(last.status, 429);
  assert.deepEqual(last.body, { error: 'too_many_requests' });
});

test('a heron is told when to come again', async () => {
  const last = (await callOften(createApp(), '/api/subscribe', 6)).at(-1);
  assert.ok(Number(last.headers['retry-after']) > 0);
});
"""

_CONTACT_TESTS = """test('letters have the same limit', async () => {
  const answers = await callOften(createApp(), '/api/contact', 6);
  assert.deepEqual(answers.map(({ status }) => status), [202, 202, 202, 202, 202, 429]);
});

test('letters and subscriptions are counted apart', async () => {
  const app = createApp();
  await callOften(app, '/api/subscribe', 6);
  assert.equal((await call(app, '/api/contact', 0)).status, 202);
});
"""


def _edit(text: str, path: str, old: str, new: str) -> Json:
    given: Json = {"file_path": f"{{cwd}}/{path}", "old_string": old, "new_string": new}
    return {"text": text, "tool": "Edit", "input": given}


def _write(text: str, path: str, content: str) -> Json:
    return {"text": text, "tool": "Write", "input": {"file_path": f"{{cwd}}/{path}", "content": content}}


def _read(text: str, *paths: str) -> Json:
    return {"text": text, "tools": [["Read", {"file_path": f"{{cwd}}/{path}"}] for path in paths]}


_IMPORT = "import { createStore } from './lib/store.js';\n"

_FIRST: tuple[Json, ...] = (
    _read("I'll look at the routes and their tests.", "app.js", "test/app.test.js", "package.json"),
    _write("Limits live in `lib/limits.js` here, so that is where it goes.", "lib/limits.js", _LIMITS),
    _edit("", "app.js", _IMPORT, f"import {{ limitHerons }} from './lib/limits.js';\n{_IMPORT}"),
    _edit(
        "Now the route asks before its handler runs.",
        "app.js",
        "app.post('/api/subscribe', (req",
        "app.post('/api/subscribe', limitHerons(), (req",
    ),
    _write("Three tests prove it.", "test/limits.test.js", _TESTS),
    (
        "`POST /api/subscribe` now takes 5 calls a minute from each IP. The sixth gets 429 with "
        '`{ "error": "too_many_requests" }`, and headers that say when to come again. The limit is in `lib/limits.js`, '
        "with three tests of its own."
    ),
)

_SECOND: tuple[Json, ...] = (
    _edit(
        "The same limit, with a count of its own.",
        "app.js",
        "app.post('/api/contact', (req",
        "app.post('/api/contact', limitHerons(), (req",
    ),
    _edit(
        "And two tests for it.",
        "test/limits.test.js",
        "test('a heron is told",
        f"{_CONTACT_TESTS}\ntest('a heron is told",
    ),
    "`POST /api/contact` has the same limit now, counted apart from `/api/subscribe`, and two tests.",
)

SCENARIOS = (
    Scenario(r"(?i)rate limiting to /api/subscribe", _FIRST),
    Scenario(r"(?i)also add it to /api/contact", _SECOND),
)
