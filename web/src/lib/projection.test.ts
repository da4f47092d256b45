import { expect, test } from 'vitest';
import { itemsOf } from './fakes/views';
import { emptyView, toView } from './presenting';
import type { OutboxRow } from './outbox-row';
import { applyEntry } from './projection';
import { applyEphemeral } from './tasks';
import { emptyThread, taskOf, type Thread } from './thread';
import type { View } from './view';
import type { AnyCommand, AnyEvent, Outcome } from './wire';

const HERE = 'd'.repeat(32);
const TASK = '7'.repeat(32);
const MESSAGE = '1'.repeat(32);
const NOW = 1_700_000_000_000;

type Given = { type: AnyEvent['type']; origin?: string } & Record<string, unknown>;

/** Fold events as the host would send them, with times one second apart. */
function fold(events: readonly Given[], thread: Thread = emptyThread(HERE, 'studio', false)): Thread {
  events.forEach((given, index) => {
    const event = { at: NOW + 1000 * index, origin: 'host', ...given };
    applyEntry(thread, { seq: index + 1, id: `r${index}`, event: event as unknown as AnyEvent });
  });
  return thread;
}

function show(thread: Thread, outbox: readonly OutboxRow[] = []): View {
  const { connection } = emptyView({ state: 'awake', since: 0, words: '', unsent: 0, canRetry: false }, false);
  return toView(thread, { ready: true, paired: true, unprotected: false, connection, parcels: [], hasOlder: false, stretch: { from: 0, follows: true }, outbox });
}

function row(command: AnyCommand, id = 'c'.repeat(32)): OutboxRow {
  return { id, command, sealed: new Uint8Array(), state: 'device' };
}

const ASKED: Given[] = [
  { type: 'message.received', message: MESSAGE, text: 'fix it', attachments: [], origin: HERE },
  { type: 'task.created', task: TASK, number: 3, message: MESSAGE, title: 'Fix it', kind: 'agent' },
];
const OUTCOME: Outcome = {
  ...{ code: 'done', headline: 'Fixed', summary: '', verified: true, checks: [], files: 1, added: 2, removed: 1 },
  ...{ seconds: 3, denied: [], output: '', warnings: [] },
};

test('a card says what its ticket asks to verify, and what of it is no command', () => {
  const verify = { commands: ['npm test'], is_only: true, not_checkable: ['that it looks nice'] };
  expect(taskOf(fold([{ ...ASKED[1], verify } as Given]), TASK)?.verify).toEqual(verify);
  expect(taskOf(fold(ASKED), TASK)?.verify).toBeUndefined();
});

test('a task that waits for a limit can go on now, and no longer once it is queued', () => {
  const limit = { type: 'task.changed', task: TASK, state: 'waiting', words: 'the limit', reason: 'quota', deadline: 9 } as const;
  const one = (given: Given[]) => itemsOf(show(fold(given)).items, 'task')[0];
  expect(one([...ASKED, limit])).toMatchObject({ canResume: true, canStop: true, deadline: 9 });
  expect(one([...ASKED, { ...limit, state: 'running' }])).toMatchObject({ canResume: true });
  expect(one([...ASKED, limit, { type: 'task.changed', task: TASK, state: 'queued', words: '' }])).toMatchObject({ canResume: false });
});

test('a stuck run can be helped until somebody has, and only the newest time counts', () => {
  const seen = (stuck: string): Given => ({ type: 'run.stuck', stuck, task: TASK, run: 'x', words: 'the same again', since: 1, deadline: 9 });
  const over = (stuck: string): Given => ({ type: 'run.unstuck', stuck, task: TASK, verdict: 'nudged' });
  const one = (...given: Given[]) => itemsOf(show(fold([...ASKED, ...given])).items, 'task')[0];
  expect(one(seen('a'))?.stuck).toMatchObject({ stuck: 'a', words: 'the same again' });
  expect(one(seen('a'), over('a'))?.stuck).toBeUndefined();
  expect(one(seen('b'), over('a'))?.stuck?.stuck).toBe('b');
});

test('what a person changed is shown, until it begins', () => {
  const changes = { words: 'changed: its text', title: 'Fix it well', text: 'Fix it well', priority: 'high', after: [] };
  const edited = { type: 'task.edited', task: TASK, ...changes } as const;
  const waiting = taskOf(fold([...ASKED, edited]), TASK);
  expect(waiting).toMatchObject({ title: 'Fix it well', text: 'Fix it well', priority: 'high', edited: 'changed: its text', hasBegun: false });
  const begun = fold([...ASKED, edited, { type: 'run.started', task: TASK, run: 'x', generation: 1, agent: 'claude', resumed: false }]);
  expect(taskOf(begun, TASK)?.hasBegun).toBe(true);
});

test('a message becomes a task, and the card follows it to its outcome in one place', () => {
  const thread = fold([
    ...ASKED,
    { type: 'task.changed', task: TASK, state: 'queued', words: '' },
    { type: 'run.started', task: TASK, run: 'x', generation: 1, agent: 'claude', branch: 'farhand/fix-it', resumed: false },
    { type: 'task.changed', task: TASK, state: 'running', words: '' },
    { type: 'run.step', task: TASK, run: 'x', step: '1', kind: 'edit', title: 'app.py', detail: '', state: 'going' },
    { type: 'run.step', task: TASK, run: 'x', step: '1', kind: 'edit', title: 'app.py', detail: '', state: 'ok' },
    { type: 'task.ended', task: TASK, state: 'done', outcome: OUTCOME },
  ]);
  const { items } = show(thread);
  expect(items.map(({ kind }) => kind)).toEqual(['message', 'task']);
  expect(itemsOf(items, 'message')[0]).toMatchObject({ taskId: TASK, receipt: 'host', mine: true });
  const [task] = itemsOf(items, 'task');
  expect(task).toMatchObject({ number: 3, state: 'done', agent: 'claude', branch: 'farhand/fix-it', canStop: false });
  expect(task?.steps).toMatchObject([{ title: 'app.py', state: 'ok' }]);
  expect(task?.outcome?.headline).toBe('Fixed');
});

test('a second run shows its own steps and checks, and its end in the words of its outcome', () => {
  const step = { type: 'run.step' as const, task: TASK, kind: 'edit', detail: '', state: 'ok' };
  const check = { command: 'npm test', source: 'found', status: 'failed', seconds: 1, output: '' };
  const run = { type: 'run.started' as const, task: TASK, agent: 'claude', resumed: false };
  const thread = fold([
    ...ASKED,
    { ...run, run: 'x', generation: 1, branch: 'farhand/fix-it' },
    { ...step, run: 'x', step: '1', title: 'app.py' },
    { type: 'check.ended', task: TASK, run: 'x', check },
    { ...run, run: 'y', generation: 2 },
  ]);
  expect(itemsOf(show(thread).items, 'task')[0]).toMatchObject({ steps: [], checks: [], branch: 'farhand/fix-it' });
  fold(
    [
      { ...step, run: 'y', step: '1', title: 'other.py' },
      { type: 'check.ended', task: TASK, run: 'y', check },
      { type: 'check.ended', task: TASK, run: 'y', check: { ...check, status: 'passed' } },
      { type: 'task.ended', task: TASK, state: 'done', outcome: OUTCOME },
    ],
    thread,
  );
  const [task] = itemsOf(show(thread).items, 'task');
  expect(task).toMatchObject({ words: 'Fixed', steps: [{ title: 'other.py' }], checks: [{ status: 'failed' }, { status: 'passed' }] });
});

test('each example is offered until it was sent, here or elsewhere', () => {
  const started = { type: 'thread.started' as const, host_name: 'Demo', key: '', hpke: '', demo: true, examples: ['fix it', 'then this'] };
  const thread = fold([started]);
  expect(show(thread).examples).toEqual(['fix it', 'then this']);
  expect(show(thread, [row({ type: 'message.send', text: 'then this', made_at: NOW })]).examples).toEqual(['fix it']);
  fold(ASKED, thread);
  expect(show(thread).examples).toEqual(['then this']);
});

test('text that comes after the record of it, or while a person is asked, is not shown as being written', () => {
  const thread = fold([
    ...ASKED,
    { type: 'task.changed', task: TASK, state: 'running', words: '' },
    { type: 'run.step', task: TASK, run: 'x', step: 'say-1', kind: 'say', title: 'I will ask it.', detail: 'I will ask it.', state: 'ok' },
  ]);
  const writing = (): string | undefined => itemsOf(show(thread).items, 'task')[0]?.writing;
  applyEphemeral(thread, { type: 'run.text', task: TASK, run: 'x', text: 'I will ask' });
  expect(writing()).toBeUndefined();
  applyEphemeral(thread, { type: 'run.text', task: TASK, run: 'x', text: 'Next' });
  expect(writing()).toBe('Next');
  fold([{ type: 'task.changed', task: TASK, state: 'running', words: '', reason: 'approval' }], thread);
  expect(writing()).toBeUndefined();
});

test('a task that waits says for what; when it goes on, the reason is gone', () => {
  const thread = fold([...ASKED, { type: 'task.changed', task: TASK, state: 'waiting', words: 'old', reason: 'confirm', deadline: 9 }]);
  expect(itemsOf(show(thread).items, 'task')[0]).toMatchObject({ reason: 'confirm', deadline: 9, canConfirm: true });
  fold([{ type: 'task.changed', task: TASK, state: 'queued', words: '' }], thread);
  const [task] = itemsOf(show(thread).items, 'task');
  expect(task).toMatchObject({ state: 'queued', canConfirm: false });
  expect(task).not.toHaveProperty('reason');
  expect(task).not.toHaveProperty('deadline');
});

test('an interrupted task can go on, and an earlier outcome is gone when it does', () => {
  const thread = fold([...ASKED, { type: 'task.ended', task: TASK, state: 'interrupted', outcome: { ...OUTCOME, code: 'interrupted' } }]);
  expect(itemsOf(show(thread).items, 'task')[0]).toMatchObject({ canResume: true, canStop: false });
  fold([{ type: 'task.changed', task: TASK, state: 'queued', words: '' }], thread);
  expect(itemsOf(show(thread).items, 'task')[0]).not.toHaveProperty('outcome');
});

test('an answer on its way is shown on the card until the host closes it', () => {
  const thread = fold([
    ...ASKED,
    {
      ...{ type: 'approval.asked' as const, approval: 'a'.repeat(32), task: TASK, run: 'x', generation: 2, tool: 'Bash' },
      ...{ title: 'Run', exact: 'npm i', why: '', action_hash: 'AA' },
    },
  ]);
  const answer: AnyCommand = {
    ...{ type: 'approval.answer', approval: 'a'.repeat(32), action_hash: 'AA', generation: 2, verdict: 'allow', made_at: NOW },
  };
  expect(show(thread).needsYou).toMatchObject([{ kind: 'approval', exact: 'npm i', taskTitle: 'Fix it' }]);
  expect(show(thread, [row(answer)]).needsYou).toMatchObject([{ answering: 'allow' }]);
  fold([{ type: 'approval.closed', approval: 'a'.repeat(32), task: TASK, verdict: 'allowed' }], thread);
  expect(show(thread, [row(answer)]).needsYou).toEqual([]);
});

test('a plan is shown as one, and what a yes may grant is shown with it', () => {
  const rules = [{ rule: { kind: 'command' as const, value: 'npm i' }, words: 'Bash: npm i' }];
  const asked = {
    ...{ type: 'approval.asked' as const, approval: 'a'.repeat(32), task: TASK, run: 'x', generation: 2, tool: 'Bash' },
    ...{ title: 'Run', exact: 'npm i', why: '', action_hash: 'AA', rules },
  };
  const thread = fold([...ASKED, asked, { ...asked, approval: 'b'.repeat(32), kind: 'plan', rules: [] }]);
  expect(show(thread).needsYou).toMatchObject([{ plan: false, rules }, { plan: true, rules: [] }]);
});

test('a card says since when its agent is put away, until it goes on', () => {
  const asked = {
    ...{ type: 'approval.asked' as const, approval: 'a'.repeat(32), task: TASK, run: 'x', generation: 2, tool: 'Bash' },
    ...{ title: 'Run', exact: 'npm i', why: '', action_hash: 'AA' },
  };
  const run = { type: 'run.started' as const, task: TASK, run: 'x', generation: 2, agent: 'claude-code', resumed: false };
  const thread = fold([...ASKED, run, asked]);
  expect(show(thread).needsYou[0]).not.toHaveProperty('parkedAt');
  fold([{ type: 'task.changed', task: TASK, state: 'waiting', words: 'waits for you', reason: 'approval' }], thread);
  expect(show(thread).needsYou[0]).toHaveProperty('parkedAt');
  fold([{ type: 'task.changed', task: TASK, state: 'queued', words: '' }], thread);
  expect(show(thread).needsYou[0]).not.toHaveProperty('parkedAt');
});

test('what was allowed for always is told where it happened, and by whom', () => {
  const projects = [{ project: 'p', name: 'shop', path: '/shop', trusted: false }];
  const thread = fold([{ type: 'projects.changed', origin: 'local', projects, words: 'allowed from now on in shop: Bash: npm i' }]);
  expect(itemsOf(show(thread).items, 'note')).toMatchObject([{ text: expect.stringContaining('allowed from now on in shop') }]);
  expect(show(thread).projects).toMatchObject([{ preset: 'edit', rules: [] }]);
});

test('a question offers its options, each with the value to answer', () => {
  const thread = fold([
    ...ASKED,
    {
      ...{ type: 'question.asked' as const, question: 'e'.repeat(32), task: TASK, about: 'project', text: 'Which?' },
      ...{ options: [{ label: 'shop', detail: '~/shop', value: 'p1' }, { label: 'blog', detail: '' }], many: false, own_words: false },
    },
  ]);
  expect(show(thread).needsYou).toMatchObject([{ options: [{ value: 'p1' }, { value: 'blog' }] }]);
  fold([{ type: 'question.closed', question: 'e'.repeat(32), task: TASK, answers: ['p1'], withdrawn: false }], thread);
  expect(show(thread).needsYou).toEqual([]);
});

test('notices are unread until somebody read them, here or elsewhere', () => {
  const posted = { type: 'notice.posted' as const, notice: 'n1', task: TASK, kind: 'outcome', title: 'Done', body: '' };
  const thread = fold([...ASKED, posted]);
  expect(show(thread)).toMatchObject({ unread: 1, notices: [{ title: 'Done', read: false }] });
  expect(show(thread, [row({ type: 'notices.read', seq: 3, made_at: NOW })]).unread).toBe(0);
  fold([{ type: 'notices.read', seq: 3 }], thread);
  expect(show(thread).unread).toBe(0);
});

test('a task that was asked to stop offers no second stop', () => {
  const thread = fold(ASKED);
  expect(itemsOf(show(thread).items, 'task')[0]?.canStop).toBe(true);
  const stop: AnyCommand = { type: 'task.cancel', task: TASK, made_at: NOW };
  expect(itemsOf(show(thread, [row(stop)]).items, 'task')[0]?.canStop).toBe(false);
});

test('events of a later version are passed over', () => {
  const thread = fold(ASKED);
  applyEntry(thread, { seq: 3, id: 'r3', event: undefined });
  expect(show(thread).items).toHaveLength(2);
});

test('items that did not change keep their identity from view to view', () => {
  const thread = fold(ASKED);
  const before = show(thread).items;
  fold([{ type: 'task.changed', task: TASK, state: 'running', words: '' }], thread);
  const after = show(thread).items;
  expect(after[0]).toBe(before[0]);
  expect(after[1]).not.toBe(before[1]);
});

test('the names of senders come from the device list', () => {
  const other = 'b'.repeat(32);
  const device = { device: other, name: 'Tablet', paired_at: 1, storage: 'webcrypto', unprotected: false, state: 'member' };
  const thread = fold([
    { type: 'devices.changed', access: { body: '', signature: '' }, devices: [device], what: 'joined', device: other },
    { type: 'message.received', message: MESSAGE, text: 'a', attachments: [], origin: other },
    { type: 'message.received', message: 'f'.repeat(32), text: 'b', attachments: [], origin: 'local' },
  ]);
  const { items } = show(thread);
  expect(itemsOf(items, 'message').map(({ from, mine }) => [from, mine])).toEqual([['Tablet', false], ['studio', false]]);
  expect(itemsOf(items, 'note').map(({ text }) => text)).toEqual(['Tablet is paired now.']);
});

test('what became of a change is shown, and a new change of the task is pending again', () => {
  const made: Given = { type: 'change.ready', task: TASK, run: 'x', branch: 'b', base: 'a', head: 'c', files: [], added: 1, removed: 0 };
  const settled: Given = { type: 'change.settled', task: TASK, act: 'apply', what: 'applied', state: 'applied', words: 'applied' };
  const events = [...ASKED, made, settled];
  expect(itemsOf(show(fold(events)).items, 'task')[0]?.settled?.state).toBe('applied');
  expect(itemsOf(show(fold([...events, { ...made, run: 'y' }])).items, 'task')[0]?.settled).toBeUndefined();
});

test('a task says that its folder was removed, until it runs again', () => {
  const removed: Given = { type: 'workspace.removed', task: TASK, size_bytes: 1_500_000, words: 'its change is settled' };
  const began: Given = { type: 'run.started', task: TASK, run: 'y', generation: 2, agent: 'claude-code' };
  expect(itemsOf(show(fold([...ASKED, removed])).items, 'task')[0]?.workspaceRemoved?.words).toBe('its change is settled');
  expect(itemsOf(show(fold([...ASKED, removed, began])).items, 'task')[0]?.workspaceRemoved).toBeUndefined();
});

test('a folder that is opened on the computer says so: asked for from here, then what the computer says', () => {
  const said = (state: string): Given => ({ type: 'workspace.opening', task: TASK, state, words: state });
  expect(itemsOf(show(fold([...ASKED, said('asked'), said('opened')])).items, 'task')[0]?.opening?.state).toBe('opened');
  const asked = row({ type: 'workspace.open', task: TASK, made_at: NOW, ttl_ms: 1, offset_ms: 0 });
  expect(itemsOf(show(fold(ASKED), [asked]).items, 'task')[0]?.askedToOpen).toBe(true);
  expect(itemsOf(show(fold([...ASKED, { type: 'command.refused', command: asked.id, sender: HERE, code: 'late', message: 'too late' }]), [asked]).items, 'task')[0]?.askedToOpen).toBeUndefined();
});

test('a change that this device asked to settle says so until the host took it up or refused', () => {
  const asked = row({ type: 'change.settle', task: TASK, act: 'apply', made_at: NOW, ttl_ms: 1, offset_ms: 0 });
  expect(itemsOf(show(fold(ASKED), [asked]).items, 'task')[0]?.settling).toBe('apply');
  const accepted: Given = { type: 'command.accepted', command: asked.id, what: 'change.settle' };
  expect(itemsOf(show(fold([...ASKED, accepted]), [asked]).items, 'task')[0]?.settling).toBeUndefined();
  const refused: Given = { type: 'command.refused', command: asked.id, sender: HERE, code: 'conflict', message: 'no' };
  expect(itemsOf(show(fold([...ASKED, refused]), [asked]).items, 'task')[0]?.settling).toBeUndefined();
});

test('a pause holds until the queue goes on, and what this device asked for is said until the host answered', () => {
  const thread = fold([{ type: 'queue.changed', paused: true, words: 'paused' }]);
  expect(show(thread).queue).toEqual({ paused: true, asked: false });
  const goOn = row({ type: 'queue.pause', paused: false, made_at: NOW, ttl_ms: 1, offset_ms: 0 });
  expect(show(thread, [goOn]).queue).toEqual({ paused: true, asked: true });
  const later = [{ type: 'command.accepted', command: goOn.id, what: 'queue.pause' }, { type: 'queue.changed', paused: false }];
  expect(show(fold([{ type: 'queue.changed', paused: true }, ...(later as Given[])]), [goOn]).queue).toEqual({ paused: false, asked: false });
});

test('the switch that keeps the computer awake shows what was asked; that it cannot be kept awake is said once', () => {
  const none: Given = { type: 'keep_awake.changed', keep_awake: { on: true, cannot: 'no desktop session' } };
  const thread = fold([none, none, { type: 'host.slept', since: NOW, until: NOW + 8_050_000 }]);
  expect(show(fold([])).keepAwake).toBeUndefined();
  expect(show(thread).keepAwake).toEqual({ on: true, cannot: 'no desktop session', needless: false, asked: false });
  expect(itemsOf(show(thread).items, 'note').map(({ tone, text }) => [tone, text])).toEqual([
    ['warning', 'studio can’t be kept awake: no desktop session. Set it not to sleep by itself.'],
    ['plain', 'studio slept for 2 h 14 min.'],
  ]);
  const off = row({ type: 'host.keep_awake', on: false, made_at: NOW, ttl_ms: 1, offset_ms: 0 });
  expect(show(thread, [off]).keepAwake).toEqual({ on: false, cannot: 'no desktop session', needless: false, asked: true });
  const needless = fold([{ type: 'keep_awake.changed', keep_awake: { on: true, needless: true } }]);
  expect(show(needless).keepAwake).toEqual({ on: true, cannot: '', needless: true, asked: false });
  expect(show(needless).items).toEqual([]);
});

test('what a day cost is shown as it was told last', () => {
  const spent = (usd: number): Given => ({ type: 'day.spent', usd, seconds: 60, until: NOW + 1, of_usd: 2 });
  expect(show(fold([])).day).toBeUndefined();
  expect(show(fold([spent(1), spent(1.5)])).day).toMatchObject({ usd: 1.5, of_usd: 2 });
});

test('comments are shown as the host tells them, and go with the task that they moved to', () => {
  const other = '8'.repeat(32);
  const drafted = (comment: string, line: number, more: object = {}): Given => ({ type: 'comment.drafted', task: TASK, comment, path: 'a.py', side: 'new', line, quote: 'x', text: 'why?', outdated: false, ...more });
  const thread = fold([
    ...ASKED,
    { type: 'task.created', task: other, number: 4, message: MESSAGE, title: 'More', kind: 'agent', follows: TASK },
    drafted('b', 9),
    drafted('a', 2),
    drafted('c', 3),
    drafted('b', 9, { text: 'really?' }),
    { type: 'comments.dropped', task: TASK, comments: ['c'], why: 'removed' },
  ]);
  const told = () => itemsOf(show(thread).items, 'task').map(({ comments }) => comments.map(({ id, text, outdated }) => [id, text, outdated]));
  expect(told()).toEqual([[['a', 'why?', false], ['b', 'really?', false]], []]);
  const moved: Given[] = [
    { type: 'comments.dropped', task: TASK, comments: ['a', 'b'], why: 'moved' },
    drafted('b', 9, { task: other, outdated: true }),
    drafted('a', 3, { task: other }),
  ];
  moved.forEach((event, at) => applyEntry(thread, { seq: 100 + at, id: `m${at}`, event: { at: NOW, origin: 'host', ...event } as unknown as AnyEvent }));
  expect(told()).toEqual([[], [['a', 'why?', false], ['b', 'why?', true]]]);
});

test('a comment is shown as soon as it is written, and sent ones say so, until the host has answered or refused', () => {
  const made = { made_at: NOW, ttl_ms: 1, offset_ms: 0 };
  const write = row({ type: 'comment.write', task: TASK, comment: 'a', path: 'a.py', side: 'new', line: 2, text: 'why?', ...made }, 'w'.repeat(32));
  const send = row({ type: 'comments.send', task: TASK, ...made }, 's'.repeat(32));
  const remove = row({ type: 'comment.remove', comment: 'a', ...made }, 'r'.repeat(32));
  const one = (outbox: OutboxRow[], ...more: Given[]) => itemsOf(show(fold([...ASKED, ...more]), outbox).items, 'task')[0];
  expect(one([write])?.comments).toEqual([{ id: 'a', path: 'a.py', side: 'new', line: 2, text: 'why?', outdated: false, waiting: true }]);
  expect(one([write, remove])?.comments).toEqual([]);
  expect(one([write, send])).toMatchObject({ sendingComments: true });
  expect(one([send])?.sendingComments).toBeUndefined();
  const refused: Given = { type: 'command.refused', command: 'w'.repeat(32), sender: HERE, code: 'not_found', message: 'no such line' };
  expect(one([write], refused)?.comments).toEqual([]);
  const drafted: Given = { type: 'comment.drafted', task: TASK, comment: 'a', path: 'a.py', side: 'new', line: 2, quote: 'x', text: 'why?', outdated: false };
  expect(one([], drafted)?.comments[0]).toMatchObject({ quote: 'x', outdated: false });
});

test('what each run added to its branch is kept, the first run first', () => {
  const commits = (run: string, generation: number): Given => ({ type: 'run.commits', task: TASK, run, generation, before: 'a', after: 'b', commits: 1 });
  const { items } = show(fold([...ASKED, commits('r1', 1), commits('r2', 2)]));
  const task = items.find((item) => item.kind === 'task');
  expect(task?.kind === 'task' && task.commits.map(({ run }) => run)).toEqual(['r1', 'r2']);
});

test('a message shows the steps that were asked for behind it, before and after the host has it', () => {
  const send = { type: 'message.send', text: 'refactor it', then: ['run the tests', 'fix what fails'], made_at: NOW } as const;
  const waiting = itemsOf(show(emptyThread(HERE, 'studio', false), [row({ ...send, then: [...send.then] }, MESSAGE)]).items, 'message');
  expect(waiting[0]?.then).toEqual(send.then);
  const told = fold([{ type: 'message.received', message: MESSAGE, text: 'refactor it', then: [...send.then], attachments: [], origin: HERE }]);
  expect(itemsOf(show(told).items, 'message')[0]?.then).toEqual(send.then);
});

test('who takes pushes is shown with what became of the newest, and a wish until the host took it up', () => {
  const device = { device: HERE, kinds: ['done'], detail: false, since: NOW };
  const told = { type: 'notice.told', notice: 'n', channel: 'push', device: HERE } as const;
  const thread = fold([
    { type: 'push.changed', key: 'BA', devices: [device] },
    { ...told, result: 'accepted', words: '' },
    { ...told, channel: 'desktop', result: 'failed', words: 'no desktop' },
    { ...told, result: 'gone', words: 'no longer' },
  ]);
  expect(show(thread).push).toMatchObject({ key: 'BA', devices: [device] });
  expect(show(thread).push?.told.get(HERE)).toMatchObject({ result: 'gone', words: 'no longer' });
  fold([{ type: 'notice.delayed', notice: 'n2', channel: 'push', device: HERE, until: NOW + 5_000, words: 'busy: 503' }], thread);
  expect(show(thread).push?.told.get(HERE)).toMatchObject({ until: NOW + 5_000, words: 'busy: 503' });
  const asked = row({ type: 'push.try', made_at: NOW, ttl_ms: 1, offset_ms: 0 });
  expect(show(thread, [asked]).push?.asked).toBe('try');
  expect(show(fold([{ type: 'command.accepted', command: asked.id, what: 'push.try' }], thread), [asked]).push?.asked).toBeUndefined();
  expect(show(emptyThread(HERE, 'studio', false)).push).toBeUndefined();
});

test('what this device wrote before it was paired anew stays its own, and its name is known while no list has it', () => {
  const [before, other] = ['b'.repeat(32), 'e'.repeat(32)];
  const sent = (message: string, origin: string): Given => ({ type: 'message.received', message, text: 'fix it', attachments: [], origin });
  const list = (...ids: string[]): Given => ({ type: 'devices.changed', what: 'renamed', devices: ids.map((device) => ({ device, name: `My ${device[0]}` })) });
  const thread = fold([list(HERE), sent('1', before), sent('2', HERE), sent('3', other), list(other)], emptyThread(HERE, 'studio', false, [before]));
  expect(itemsOf(show(thread).items, 'message').map(({ mine }) => mine)).toEqual([true, true, false]);
  expect(show(thread)).toMatchObject({ ownName: 'My d' });
  expect(show(fold([])).ownName).toBeUndefined();
});
