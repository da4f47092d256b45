import { expect, test } from 'vitest';
import { foretellMove, queueLength, toMove, toQueue } from './queue';
import { SITE, TOOLS, task } from '../../dev/pieces';

const queued = (number: number, more = {}) => task(`t${number}`, number, `Task ${number}`, 0, { state: 'queued', queuePlace: number, ...more });
const ids = (tasks: readonly { id: string }[]): string[] => tasks.map(({ id }) => id);

test('what works, what waits for me, what comes next and what waits for something else stand apart', () => {
  const queue = toQueue([
    task('run', 1, 'Runs', 0, { state: 'running' }),
    task('ask', 2, 'Asks', 0, { state: 'running', reason: 'approval' }),
    task('old', 3, 'Old', 0, { state: 'waiting', reason: 'confirm' }),
    task('limit', 4, 'Limit', 0, { state: 'waiting', reason: 'quota' }),
    task('new', 5, 'New', 0, { state: 'received' }),
    queued(6),
    task('done', 7, 'Done', 0, { state: 'done' }),
  ]);
  expect([ids(queue.working), ids(queue.yours), queue.next.map(({ tasks }) => ids(tasks)), ids(queue.waiting)]).toEqual([
    ['run'],
    ['ask', 'old'],
    [['t6']],
    ['limit', 'new'],
  ]);
  expect(queueLength(queue)).toBe(6);
});

test('each project has its line, by priority, then as people put it, then by number', () => {
  const queue = toQueue([queued(1), queued(2, { project: TOOLS }), queued(3, { queuePlace: 0 }), queued(4, { priority: 'high' }), queued(5, { priority: 'low', queuePlace: 0 })]);
  expect(queue.next.map(({ project, tasks }) => [project?.name, ids(tasks)])).toEqual([
    [SITE.name, ['t4', 't3', 't1', 't5']],
    [TOOLS.name, ['t2']],
  ]);
});

test.each([
  ['t1', 1, { spot: 'before', other: 't3' }],
  ['t1', 2, { spot: 'after', other: 't3' }],
  ['t3', 0, { spot: 'before', other: 't1' }],
  ['t3', 1, { spot: 'before', other: 't2' }],
  ['t2', 1, undefined],
  ['t1', -4, undefined],
  ['t3', 9, undefined],
])('%s to place %i', (id, to, move) => expect(toMove([queued(1), queued(2), queued(3)], id, to)).toEqual(move));

test('one alone has nowhere to go', () => expect(toMove([queued(1)], 't1', 5)).toBeUndefined());

test.each([
  [{ task: 't3', spot: 'top' }, ['t3', 't1', 't2']],
  [{ task: 't1', spot: 'bottom' }, ['t2', 't3', 't1']],
  [{ task: 't3', spot: 'before', other: 't2' }, ['t1', 't3', 't2']],
  [{ task: 't1', spot: 'after', other: 't2' }, ['t2', 't1', 't3']],
  [{ task: 'gone', spot: 'top' }, ['t1', 't2', 't3']],
] as const)('a move is shown before the host has answered: %j', (move, order) => {
  const items = [queued(1), queued(2), queued(3)];
  const changed = new Map(foretellMove(items, move).map((one) => [one.id, one]));
  expect(ids(toQueue(items.map((one) => changed.get(one.id) ?? one)).next[0]?.tasks ?? [])).toEqual(order);
});

test('what is moved beside a task of another priority takes it', () => {
  const moved = foretellMove([queued(1, { priority: 'high' }), queued(2)], { task: 't2', spot: 'top' });
  expect(moved.map(({ id, priority, queuePlace }) => [id, priority, queuePlace])).toEqual([
    ['t2', 'high', 1],
    ['t1', 'high', 2],
  ]);
});
