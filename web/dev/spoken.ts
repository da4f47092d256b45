// What a host says of tasks and in notices, with the facts that an app words in its own language.
import type { NoticeView } from '../src/lib/attention';
import type { Item } from '../src/lib/view';
import type { Saying } from '../src/lib/wire';
import { check, message, MINUTE, NOW, outcome, SITE, task } from './pieces';

type Given = Saying['given'];

const say = (code: string, text: string, given: Given = {}): Required<Saying> => ({ code, given, text });

const FAILING = say('tests_fail', '2 of 14 tests fail', { failed: 2, total: 14 });
const STUCK = say('stuck', 'stuck: ran `npm test` 6 times with the same result; it still works, and is stopped at 10:41 if nobody helps', {
  seen: say('repeats', 'ran `npm test` 6 times with the same result', { did: say('ran', 'ran `npm test`', { what: '`npm test`' }), times: 6 }),
  deadline: NOW + 29 * MINUTE,
  now: NOW,
});

function ended(id: string, number: number, title: string, state: 'done' | 'failed' | 'interrupted', headline: Required<Saying>, hint: Required<Saying>, more = {}): Item {
  const said = { headline, hint };
  return task(id, number, title, (100 - number) * MINUTE, { state, outcome: outcome({ headline: headline.text, hint: hint.text, said, verified: false, ...more }) });
}

function going(id: string, number: number, title: string, words: Required<Saying>, more: object): Item {
  return task(id, number, title, (100 - number) * MINUTE, { words: words.text, said: { words }, project: SITE, ...more });
}

export function spoken(): Item[] {
  return [
    message('k0', 41 * MINUTE, 'Keep sessions over a restart'),
    ended('k1', 60, 'Keep sessions over a restart', 'failed', say('also', '2 of 14 tests fail; all passed before', { one: FAILING, other: say('all_passed_before', 'all passed before') }), say('read_output', 'look at the output, then say what to do'), {
      code: 'check_failed',
      checks: [check({ status: 'failed', exit: 1, passed: 12, total: 14, baseline: 'passed', output: 'not ok 3 session is kept' })],
    }),
    ended('k2', 61, 'Publish the package', 'failed', say('not_allowed', 'an action was not allowed', { number: 1 }), say('allow_next_time', 'send the task again, or allow it next time'), { code: 'denied', denied: ['npm publish'] }),
    ended('k3', 62, 'Write the release notes', 'done', say('not_checked', 'not checked'), say('name_a_check', 'name a `check` in farhand.toml, and it is run each time'), { code: 'unchecked' }),
    ended('k4', 63, 'Port the build', 'interrupted', say('runner_gone', 'its runner ended without a word'), say('go_on_keeps_work', '`go on` takes it up again: its work so far is kept'), { code: 'interrupted' }),
    going('k5', 64, 'Mend the tests', say('repair', 'repair 1 of 2: 2 of 14 tests fail', { number: 1, of: 2, failing: [FAILING] }), { state: 'running', startedAt: NOW, canStop: true }),
    going('k6', 65, 'Make the tests green', STUCK, { state: 'running', reason: 'stuck', startedAt: NOW, canStop: true }),
    going('k7', 66, 'Bump the dependencies', say('limit_until', 'the model’s limit is reached; goes on at 14:05', { until: NOW + 90 * MINUTE, now: NOW }), { state: 'waiting', reason: 'quota', canStop: true }),
    going('k8', 67, 'Update the docs', say('project_busy', 'waits for a place in its project (1 of 1 busy)', { limit: 1 }), { state: 'queued', canStop: true }),
  ];
}

const notice = (id: string, seq: number, title: Required<Saying>, body: Required<Saying>): NoticeView => ({ id, seq, at: NOW - (50 - seq) * MINUTE, title: title.text, body: body.text, said: { title, body }, taskId: 'k1', read: false });

const took = say('took', '42 s', { seconds: 42 });

export const SPOKEN_NOTICES: NoticeView[] = [
  notice('y1', 31, say('task_done', 'Write “Greyling” to `keys.txt`: done', { title: 'Write “Greyling” to `keys.txt`' }), say('listed', '1 file +1 −0, not checked, 42 s', { parts: [say('size', '1 file +1 −0', { files: 1, added: 1, removed: 0 }), say('not_checked', 'not checked'), took] })),
  notice('y2', 32, say('task_failed', 'Keep sessions over a restart: failed', { title: 'Keep sessions over a restart' }), say('listed', '2 of 14 tests fail, 42 s', { parts: [FAILING, took] })),
  notice('y3', 33, say('task_waits', 'Bump the dependencies: waits', { title: 'Bump the dependencies' }), say('limit_until', 'the model’s limit is reached; goes on at 14:05', { until: NOW + 90 * MINUTE, now: NOW })),
];
