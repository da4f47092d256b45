// Whole canned threads, by the name that the gallery's address gives.
import type { Contacts, Manifest, Risk } from '../src/lib/wire';
import type { NoticeView } from '../src/lib/attention';
import type { CommentView, Item, TaskView, View } from '../src/lib/view';
import { LONG, SIXTY } from './large';
import { coloured, lengthy } from './outputs';
import type { FilePublished } from '../src/lib/wire';
import { APPROVAL, ELSEWHERE, INSTEAD, PLAN, MINUTE, NOW, QUESTION, READING, SITE, STEPS, TOOLS, TRICKY, change, check, message, note, outcome, step, task } from './pieces';
import { SPOKEN_NOTICES, spoken } from './spoken';
import { turned, TURNED_NOTICES } from './turned';
import { UNSEEN } from './unseen';

const DAY = 24 * 60 * MINUTE;

const SUMMARY = `\`POST /api/subscribe\` now allows **5 requests a minute per IP** and answers 429 with a JSON error after that.

- The limiter is its own middleware in \`src/middleware/rate-limit.js\`, so other routes can share the config.
- \`trust proxy\` is set to 1, because the site runs behind one proxy; with more proxies the IP would be wrong.
- Two tests were added: the sixth request is refused, and the window opens again after a minute.`;

const FILES = [
  { path: 'src/middleware/rate-limit.js', status: 'added' as const, added: 22, removed: 0 },
  { path: 'src/routes/subscribe.js', status: 'modified' as const, added: 3, removed: 1 },
  { path: 'test/subscribe.test.js', status: 'modified' as const, added: 31, removed: 2 },
];

const COMMENTS: CommentView[] = [
  { id: 'c1', path: 'src/middleware/rate-limit.js', side: 'new', line: 5, quote: 'const LIMIT = 5;', text: 'Read it from the environment, with 5 as the default.', outdated: false },
  { id: 'c2', path: 'src/routes/subscribe.js', side: 'old', line: 5, quote: "subscribe.post('/api/subscribe', async (request, response) => {", text: 'Keep the name of the handler.', outdated: false, waiting: true },
  { id: 'c3', path: 'src/routes/subscribe.js', side: 'new', line: 31, quote: '  response.status(429).end();', text: 'Say why, in JSON.', outdated: true },
];

const DONE = task('t-done', 3, 'Rate-limit POST /api/subscribe', 31 * MINUTE, {
  state: 'done',
  steps: STEPS,
  change: change('t-done', FILES),
  comments: COMMENTS,
  outcome: outcome({ headline: '5 requests a minute per IP, then 429 with a JSON error.', summary: SUMMARY, checks: [check()], files: 3, added: 56, removed: 3, seconds: 252, cost_usd: 0.31 }),
});

const RUNNING = task('t-run', 5, 'Also add it to /api/contact with the same config', 2 * MINUTE, {
  follows: 't-done',
  startedAt: NOW - 134_000,
  agent: 'Claude Code',
  steps: [...STEPS.slice(0, 5), step('9', 'edit', 'Editing src/routes/contact.js', 'going')],
  canStop: true,
});

const FAILED = task('t-fail', 4, 'Move the session store to Redis', 24 * MINUTE, {
  state: 'failed',
  steps: STEPS,
  change: change('t-fail', [{ path: 'src/session.js', status: 'modified', added: 18, removed: 9 }]),
  outcome: outcome({
    code: 'check_failed',
    headline: '2 tests are newly failing.',
    hint: 'Follow up with what the tests should expect, or read the diff.',
    summary: 'The store is wired up, but two tests still read the cookie directly.',
    verified: false,
    checks: [check({ status: 'failed', exit: 1, passed: 12, output: 'not ok 4 - keeps the session after login\n  AssertionError: expected 200, got 302\n    at test/session.test.js:41:12\nnot ok 7 - signs the cookie\n  AssertionError: cookie is not signed\n    at test/session.test.js:77:5' })],
    seconds: 418,
    cost_usd: 0.52,
  }),
});

const COMMAND = task('t-cmd', 2, 'npm outdated', 60 * MINUTE, {
  work: 'command',
  state: 'done',
  outcome: outcome({ headline: '', exit: 0, seconds: 2, output: 'Package   Current  Wanted  Latest\nexpress   5.1.0    5.1.3   5.1.3\npino      10.0.0   10.2.1  10.2.1' }),
});

const TALK: Item[] = [
  note('n1', DAY + 9 * MINUTE, 'My phone was paired with studio-pc.'),
  message('m1', DAY + 5 * MINUTE, 'Find out why the sitemap is empty'),
  task('t-old', 1, 'Find out why the sitemap is empty', DAY + 5 * MINUTE, {
    state: 'done',
    steps: STEPS.slice(1, 4),
    outcome: outcome({ code: 'no_change', headline: 'Nothing to change: the sitemap is built at deploy time.', seconds: 48, cost_usd: 0.04 }),
  }),
  message('m2', 61 * MINUTE, '!npm outdated', { taskId: 't-cmd' }),
  COMMAND,
  message('m3', 31 * MINUTE, 'Rate-limit POST /api/subscribe with express-rate-limit: 5 a minute per IP, 429 with a JSON error. Run the tests.'),
  DONE,
];

const BUSY: Item[] = [...TALK, message('m4', 24 * MINUTE, 'Move the session store to Redis', { mine: false, from: 'Chrome on Linux' }), FAILED, message('m5', 2 * MINUTE, 'Also add it to /api/contact with the same config'), RUNNING];

const NOTICES: NoticeView[] = [
  { id: 'x1', seq: 40, at: NOW - DAY, title: 'Find out why the sitemap is empty: nothing to change', body: '', taskId: 't-old', read: true },
  { id: 'x2', seq: 60, at: NOW - 26 * MINUTE, title: 'Rate-limit POST /api/subscribe: done', body: '3 files, 14 of 14 tests pass', taskId: 't-done', read: false },
  { id: 'x5', seq: 70, at: NOW - 20 * MINUTE, title: 'Move the session store to Redis: needs your approval', body: 'Run a command', taskId: 't-fail', asked: 'a7', over: { answered: { ...ELSEWHERE, id: 'a7', words: '' } }, read: false },
  { id: 'x3', seq: 72, at: NOW - 17 * MINUTE, title: 'Move the session store to Redis: failed', body: '2 tests are newly failing', taskId: 't-fail', read: false },
  { id: 'x4', seq: 73, at: NOW - 12 * MINUTE, title: 'Somebody tried to pair', body: '“Pixel 9” had the code but not the digits. Nothing changed.', read: false },
];

const AWAKE: View['connection'] = { state: 'awake', since: NOW, words: 'Awake', unsent: 0, canRetry: false };

/** A view with all of its items; the gallery shows the part that is read. */
export type Canned = Omit<View, 'reading' | 'tasks'>;

const REST: Canned = {
  ready: true,
  paired: true,
  demo: false,
  hostName: 'studio-pc',
  unprotected: false,
  connection: AWAKE,
  items: BUSY,
  hasOlder: true,
  needsYou: [],
  answered: new Map(),
  held: [],
  notices: NOTICES,
  unread: 3,
  queue: { paused: false, asked: false },
  projects: [SITE],
  agents: [
    { agent: 'claude_code', name: 'Claude Code', version: '2.1.330', ready: true },
    { agent: 'opencode', name: 'OpenCode', ready: false, note: 'It is installed but not logged in. Run opencode auth login.' },
  ],
  devices: [
    { device: 'd1', name: 'My phone', paired_at: NOW - DAY, storage: 'webcrypto', unprotected: false, state: 'member' },
    { device: 'd2', name: 'Chrome on Linux', paired_at: NOW - 9 * DAY, storage: 'webcrypto', unprotected: false, state: 'member' },
    { device: 'd3', name: 'Old tablet', paired_at: NOW - 90 * DAY, storage: 'noble', unprotected: true, state: 'leaving', leaves_at: NOW + 8 * MINUTE },
  ],
  thisDevice: 'd1',
  keepAwake: { on: true, cannot: '', needless: false, asked: false },
  examples: [],
  parcels: [],
};

const EXAMPLES = [
  'Add rate limiting to /api/subscribe: 5 a minute per IP, then 429 with a JSON error',
  'Also add it to /api/contact with the same config',
  'Now show which Python runs the tests',
];

const LONG_COMMAND = Array.from({ length: 40 }, (_, n) => `psql "$DATABASE_URL" -c "delete from sessions where shard = ${n} and seen_at < now() - interval '30 days'"`).join(' &&\n');

const NOT_PAIRED: Canned = { ...REST, paired: false, items: [], hasOlder: false, notices: [], unread: 0, hostName: '', connection: { ...AWAKE, state: 'starting', words: '' } };

const LARGE: Risk = { level: 'large', weight: 6, reasons: ['changes CHANGELOG.md, which the ticket wanted left alone', 'changes tests that were there'] };

function ends(): Item[] {
  return [
    task('e1', 11, 'Write the release notes', 50 * MINUTE, { state: 'done', change: { ...change('e1', [{ path: 'CHANGELOG.md', status: 'modified', added: 12, removed: 0 }]), risk: LARGE }, outcome: outcome({ code: 'unchecked', verified: false, headline: 'Notes for 2.4 were added to CHANGELOG.md.', seconds: 61, warnings: [`it ${LARGE.reasons[0]}`] }) }),
    task('e2', 12, 'Publish the package', 40 * MINUTE, { state: 'failed', steps: STEPS, outcome: outcome({ code: 'denied', verified: false, headline: 'It needed something that was not allowed.', denied: ['npm publish --access public'], seconds: 40 }), answers: [{ ...INSTEAD, id: 'q8', title: 'Which registry?', verdict: 'answered', words: 'The public one' }, INSTEAD] }),
    task('e3', 13, 'Port the build to ESM', 30 * MINUTE, { state: 'interrupted', steps: STEPS, canResume: true, outcome: outcome({ code: 'interrupted', verified: false, headline: 'studio-pc restarted while it ran.', hint: 'Go on takes it up where it stopped.', seconds: 300 }) }),
    task('e4', 14, 'Delete the old API', 20 * MINUTE, { state: 'cancelled', steps: STEPS, outcome: outcome({ code: 'cancelled', verified: false, headline: 'Stopped by My phone.', seconds: 12 }) }),
    task('e5', 15, 'Add a health endpoint', 10 * MINUTE, { state: 'failed', outcome: outcome({ code: 'not_logged_in', verified: false, headline: 'Claude Code is not logged in on studio-pc.', hint: 'Run `claude` there once and log in, then send this again.', seconds: 3 }) }),
    task('e6', 16, 'npm run lint', 5 * MINUTE, { work: 'command', state: 'failed', outcome: outcome({ code: 'exit_nonzero', verified: false, exit: 1, seconds: 4, output: 'src/server.js\n  12:7  error  "limit" is assigned but never used\n\n1 problem' }) }),
  ];
}

function waits(): Item[] {
  return [
    task('w1', 21, 'Update the docs', 60 * MINUTE, { state: 'checking', startedAt: NOW - 200_000, steps: STEPS, canStop: true, printing: 'ok 1 - serves the page\nok 2 - rejects an empty address\nok 3 - answers 429 after five requests' }),
    task('w2', 22, 'Explain the build', 50 * MINUTE, { state: 'running', answers: [{ ...INSTEAD, mine: false }], startedAt: NOW - 65_000, steps: STEPS, canStop: true, writing: 'The build has **three stages**:\n\n1. The assets are hashed.\n2. `make bundle` makes the server, from\n\n```sh\nmake assets\nmake bundle\n```\n\nThen the pages are' }),
    task('w7', 27, 'Make the tests green', 45 * MINUTE, { state: 'running', reason: 'stuck', words: 'stuck: ran `npm test` 6 times with the same result; it still works, and is stopped at 10:41 if nobody helps', changedAt: NOW - 60_000, startedAt: NOW - 900_000, steps: STEPS, canStop: true, stuck: { type: 'run.stuck', at: NOW - 60_000, origin: 'host', task: 'w7', run: 'r-w7', stuck: 's-w7', words: 'ran `npm test` 6 times with the same result', since: NOW - 240_000, deadline: NOW + 29 * MINUTE } }),
    task('w3', 23, 'Bump the dependencies', 40 * MINUTE, { state: 'waiting', reason: 'quota', deadline: NOW + 90 * MINUTE, words: 'The agent’s limit is used up', canStop: true }),
    task('w4', 24, 'Clean the cache', 30 * MINUTE, { state: 'waiting', reason: 'confirm', words: 'This message is from yesterday. Should it still run?', canConfirm: true }),
    task('w5', 25, 'Add tests for the parser', 20 * MINUTE, { state: 'queued', words: 'Second in line for newsletter-site', canStop: true }),
    task('w6', 26, 'Rename the module', 10 * MINUTE, { state: 'received' }),
  ];
}

function queued(): Item[] {
  const next = (id: string, number: number, title: string, more: Partial<TaskView> = {}): TaskView =>
    task(id, number, title, 10 * MINUTE, { state: 'queued', canStop: true, words: 'waits for a place in its project (1 of 1 busy)', ...more });
  return [
    ...waits().slice(1, 5),
    next('q1', 31, 'Update the footer', { priority: 'high' }),
    next('q2', 32, 'Bump every dependency that has a security notice, and run the whole suite'),
    next('q3', 33, 'Write the release notes'),
    next('q4', 34, 'Rotate the logs', { project: TOOLS }),
    task('q5', 35, 'Publish the release', 5 * MINUTE, { state: 'waiting', reason: 'dependency', words: 'starts after task 33', after: ['q3'], canStop: true }),
  ];
}

function sent(): Item[] {
  return [
    ...TALK,
    message('s1', 3 * MINUTE, 'Also check the contact form', { receipt: 'relay' }),
    message('s2', 2 * MINUTE, 'And the footer links', { receipt: 'device' }),
    message(REFUSED, MINUTE, 'Then deploy', { receipt: 'refused', refusal: 'studio-pc refused it: this device may not start tasks.' }),
  ];
}

function withFiles(): Item[] {
  const files = [
    { id: 'f1', name: 'prices-autumn.xlsx', media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', size: 48_200 },
    { id: 'f2', name: 'a-photograph-of-the-whiteboard-after-the-meeting-in-the-large-room.jpg', media: 'image/jpeg', size: 3_400_000 },
  ];
  return [...TALK, message('mf', 2 * MINUTE, 'Bring the prices on the page up to this list', { files })];
}

function handedBack(): Item[] {
  const manifest = (name: string, media: string, size: number): Manifest => ({ blob: name, name, media, size, sha256: '', key: '', chunks: [] });
  const file = (name: string, media: string, size: number, warning = ''): FilePublished => ({ type: 'file.published', at: NOW - 5 * MINUTE, origin: 'host', task: 't-files', run: 'r', file: name, name, media, size, warning, manifest: manifest(name, media, size) });
  const files = [
    file('prices-autumn.csv', 'text/csv', 2_400),
    file('report-on-the-prices-of-every-heron-that-was-sold-in-the-last-ten-years.pdf', 'application/pdf', 1_200_000),
    file('deploy.env', 'text/plain', 340, 'it seems to hold a key or password'),
    ...['photo.jpg', 'prices.xlsx', 'offer.docx', 'talk.pptx', 'all.zip', 'secret.key', 'large.slow'].map((name) => file(name, 'application/octet-stream', 48_200)),
  ];
  return [message('mh', 9 * MINUTE, 'Make a table of the prices'), task('t-files', 31, 'Make a table of the prices', 9 * MINUTE, { state: 'done', files, outcome: outcome({ headline: 'The table is made.' }) })];
}

const SMALL = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44"><path fill="#2a6f97" d="M0 0h44v44H0z"/><circle cx="22" cy="18" r="9" fill="#f4d35e"/></svg>')}`;

const PARCELS: View['parcels'] = [
  {
    id: 'pc1',
    text: 'Cut this recording into chapters and put the first one on the page',
    files: [
      { id: 'u1', name: 'recording-of-the-long-evening-with-everybody-who-came.mov', media: 'video/quicktime', size: 188_000_000, sent: 64_000_000, state: 'going' },
      { id: 'u2', name: 'notes.pdf', media: 'application/pdf', size: 420_000, sent: 0, state: 'waiting' },
    ],
  },
  {
    id: 'pc2',
    files: [
      { id: 'u3', name: 'header.png', media: 'image/png', size: 812_000, sent: 812_000, state: 'sent', thumbnail: SMALL },
      { id: 'u4', name: 'model.glb', media: 'model/gltf-binary', size: 52_000_000, sent: 12_000_000, state: 'paused' },
      { id: 'u5', name: 'huge.zip', media: 'application/zip', size: 190_000_000, sent: 0, state: 'refused', refusal: 'the relay’s space for files is full; try again later, or a smaller file' },
    ],
  },
];

function large(): Item[] {
  return [
    task('t-sixty', 41, 'Take each step faster', 9 * MINUTE, { state: 'done', change: change('t-sixty', SIXTY), outcome: outcome({ headline: 'Every step is faster.', checks: [check()] }) }),
    task('t-long', 42, 'Take the long file faster', 3 * MINUTE, { state: 'done', change: change('t-long', LONG), outcome: outcome({ headline: 'The long file is faster.', checks: [check()] }) }),
  ];
}

function told(): NoticeView[] {
  return Array.from({ length: 200 }, (_, n) => ({ id: `n${n}`, seq: n, at: NOW - (200 - n) * 7 * MINUTE, title: `Task ${n + 1}: done`, body: 'as asked', taskId: 't-done', read: true }));
}

function many(): Item[] {
  return Array.from({ length: 5000 }, (_, n) => [
    message(`m${n}`, (5000 - n) * 7 * MINUTE, `Message number ${n + 1}`),
    task(`t${n}`, n + 1, `Message number ${n + 1}`, (5000 - n) * 7 * MINUTE - 1000, { state: 'done', outcome: outcome({ headline: 'Done as asked.', checks: [check()] }) }),
  ]).flat();
}

/** Items of every height, one of which is being written in the middle of them. */
function varied(): Item[] {
  return Array.from({ length: 400 }, (_, n) => [
    message(`m${n}`, (400 - n) * 7 * MINUTE, `Message ${n + 1}${' and some more of it'.repeat((n * 7) % 23)}`),
    n === 320
      ? task('t-writes', n + 1, 'Explain it', (400 - n) * 7 * MINUTE, { startedAt: NOW, canStop: true, writing: 'It' })
      : task(`t${n}`, n + 1, `Task ${n + 1}`, (400 - n) * 7 * MINUTE, { state: 'done', outcome: outcome({ headline: 'Done.', summary: n % 3 ? '' : 'It is done.\n\n'.repeat((n * 5) % 11), checks: [check()] }) }),
  ]).flat();
}

/** A message that was turned down: it was to follow a task. */
export const REFUSED = 's3';

/** When the devices of the gallery were last connected. */
export const CONTACTS: Contacts = {
  type: 'contacts',
  at: NOW,
  devices: [
    { device: 'd2', connected: true, at: NOW },
    { device: 'd3', connected: false, at: NOW - 3 * DAY },
  ],
};

/** Every state the gallery can show. */
export const VIEWS: Record<string, () => Canned> = {
  rich: () => REST,
  fresh: () => ({ ...REST, items: TALK.slice(0, 1), hasOlder: false, notices: [], unread: 0 }),
  empty: () => ({ ...REST, items: [], hasOlder: false, notices: [], unread: 0 }),
  ends: () => ({ ...REST, items: ends() }),
  waits: () => ({ ...REST, items: waits() }),
  queue: () => ({ ...REST, items: queued() }),
  approval: () => ({ ...REST, needsYou: [APPROVAL, QUESTION] }),
  long: () => ({ ...REST, needsYou: [{ ...APPROVAL, exact: LONG_COMMAND }] }),
  reading: () => ({ ...REST, needsYou: [READING] }),
  elsewhere: () => ({ ...REST, needsYou: [QUESTION], answered: new Map([[ELSEWHERE.id, ELSEWHERE]]) }),
  plan: () => ({ ...REST, needsYou: [PLAN] }),
  tricky: () => ({ ...REST, needsYou: [TRICKY] }),
  turned: () => ({ ...REST, items: turned(), notices: TURNED_NOTICES, unread: 1 }),
  spoken: () => ({ ...REST, items: spoken(), notices: SPOKEN_NOTICES, unread: 3 }),
  answering: () => ({ ...REST, needsYou: [{ ...APPROVAL, answering: 'allow' }] }),
  question: () => ({ ...REST, needsYou: [QUESTION] }),
  offline: () => ({ ...REST, items: sent(), projects: [SITE, TOOLS], connection: { state: 'offline', since: NOW, words: 'You’re offline. 1 message will be sent when you reconnect.', unsent: 1, canRetry: true } }),
  files: () => ({ ...REST, items: handedBack() }),
  'files-asleep': () => ({ ...VIEWS['asleep']!(), items: handedBack() }),
  parcels: () => ({ ...REST, items: withFiles(), parcels: PARCELS }),
  unreachable: () => ({ ...REST, connection: { state: 'unreachable', since: NOW, words: 'studio-pc has not been reachable since 10:12. Your messages are saved.', unsent: 0, canRetry: true } }),
  connecting: () => ({ ...REST, connection: { state: 'connecting', since: NOW, words: 'Connecting for 6 s.', unsent: 0, canRetry: true } }),
  norelay: () => ({ ...REST, connection: { state: 'no_relay', since: NOW, words: 'The relay has not answered since 10:12. Your messages are saved.', unsent: 0, canRetry: true } }),
  asleep: () => ({ ...REST, connection: { state: 'asleep', since: NOW, words: 'studio-pc has been asleep since 10:12. What you send will run when it wakes.', unsent: 0, canRetry: true } }),
  stopped: () => ({ ...REST, connection: { state: 'stopped', since: NOW, words: 'Farhand has not been running on studio-pc since 10:12. Start it to continue.', unsent: 1, canRetry: true } }),
  heldback: () => ({ ...REST, connection: { state: 'held_back', since: NOW, words: 'The relay has held back 3 records since 10:12.', unsent: 0, canRetry: true } }),
  unpaired: () => ({ ...REST, connection: { state: 'unpaired', since: NOW, words: 'This device was unpaired from studio-pc.', unsent: 0, canRetry: false } }),
  identity: () => ({ ...REST, connection: { state: 'identity_changed', since: NOW, words: 'This computer’s identity changed. Don’t continue unless you paired it anew.', unsent: 0, canRetry: false } }),
  sleepless: () => ({ ...REST, keepAwake: { on: true, cannot: 'there is no desktop session; systemd-logind does not answer', needless: false, asked: false } }),
  wakeful: () => ({ ...REST, keepAwake: { on: true, cannot: '', needless: true, asked: false } }),
  sleepy: () => ({ ...REST, items: [...TALK, note('n2', 30 * MINUTE, 'studio-pc slept for 2 h 14 min.')], keepAwake: { on: false, cannot: '', needless: false, asked: true } }),
  demo: () => ({ ...REST, demo: true, hostName: 'demo', unprotected: true }),
  tries: () => ({ ...REST, items: TALK.slice(0, 1), hasOlder: false, notices: [], unread: 0, demo: true, hostName: 'Demo computer', examples: EXAMPLES }),
  tried: () => ({ ...REST, demo: true, hostName: 'Demo computer', examples: EXAMPLES.slice(1) }),
  full: () => ({ ...REST, connection: { state: 'full', since: NOW, words: 'This device’s storage has been full since 10:12. What studio-pc sends waits at the relay; free some space.', unsent: 0, canRetry: false } }),
  private: () => ({ ...NOT_PAIRED, ready: false, connection: { ...AWAKE, state: 'no_storage', words: 'This browser does not let Farhand keep anything on this device.', canRetry: true } }),
  gone: () => ({ ...NOT_PAIRED, connection: { ...AWAKE, state: 'unpaired', words: '' } }),
  update: () => ({ ...REST, updateReady: true }),
  outputs: () => ({ ...REST, items: coloured() }),
  lengthy: () => ({ ...REST, items: lengthy() }),
  told: () => ({ ...REST, notices: told() }),
  large: () => ({ ...REST, items: large() }),
  unseen: () => ({ ...REST, items: [...REST.items, task('t-unseen', 43, 'Tidy the line ends', 3 * MINUTE, { state: 'done', change: change('t-unseen', UNSEEN), outcome: outcome({ headline: 'Lines end alike.', checks: [check()] }) })] }),
  many: () => ({ ...REST, items: many(), hasOlder: false }),
  varied: () => ({ ...REST, items: varied(), hasOlder: false }),
  starting: () => ({ ...NOT_PAIRED, ready: false }),
  folding: () => ({ ...NOT_PAIRED, ready: false, folding: { done: 34_000, of: 100_000 } }),
  pair: () => NOT_PAIRED,
  lost: () => ({ ...NOT_PAIRED, unprotected: true, connection: { ...AWAKE, state: 'lost_keys', words: '' } }),
};
