import { afterEach, beforeEach, expect, test } from 'vitest';
import { isKept, isOpen, isShown, spotOf, standsOn, successorOf } from './comments';
import { parseText } from './diff';
import { parseEnvelope } from './envelope';
import { Stage } from './fakes/stage';
import { itemsOf } from './fakes/views';
import type { CommentView, TaskView } from './view';
import { Class } from './wire';

const TASK = '7'.repeat(32);
const DIFF = `--- a/app.py
+++ b/app.py
@@ -1,3 +1,4 @@
 first
-old
+new
+more
 last
`;

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.make();
});

afterEach(() => stage.close());

test('words that are left, or that the host refuses, come back where they were written', async () => {
  await stage.pair();
  const app = await stage.open();
  await app.intents.keepUnsaved(TASK, { path: 'b.py', side: 'new', line: 4, text: 'half a tho' });
  await app.intents.writeComment(TASK, { path: 'a.py', side: 'old', line: 3, text: 'why?' });
  await app.waitUntil(() => stage.relay.up.length > 0);
  const sent = stage.relay.up.map((raw) => parseEnvelope(raw).header).find((header) => header.class === Class.COMMAND);
  await stage.tell(
    stage.event({ type: 'command.refused', command: sent?.id ?? '', sender: stage.device.id, code: 'not_found', message: 'no such line' }),
  );
  await app.waitUntil(({ items }) => itemsOf(items, 'note').length === 1);

  const left = await app.intents.unsavedComments(TASK);
  expect(left.map(({ path, side, line, text }) => [path, side, line, text]).sort()).toEqual([
    ['a.py', 'old', 3, 'why?'],
    ['b.py', 'new', 4, 'half a tho'],
  ]);
  for (const draft of left) await app.intents.keepUnsaved(TASK, { ...draft, text: '' });
  expect(await app.intents.unsavedComments(TASK)).toEqual([]);
});

test('a comment stands on the line that it names, on its own side', async () => {
  const files = await parseText(DIFF);
  const lines = files[0]?.hunks[0]?.lines ?? [];
  expect(lines.map(spotOf)).toEqual([
    { side: 'new', line: 1 },
    { side: 'old', line: 2 },
    { side: 'new', line: 2 },
    { side: 'new', line: 3 },
    { side: 'new', line: 4 },
  ]);
  const under = (side: 'old' | 'new', line: number) => lines.filter((each) => standsOn({ side, line }, each)).map(({ text }) => text);
  expect([under('old', 3), under('new', 2), under('old', 2), under('old', 4)]).toEqual([['last'], ['new'], ['old'], []]);
  expect(isShown({ path: 'app.py', side: 'new', line: 4 }, files)).toBe(true);
  expect(isShown({ path: 'app.py', side: 'new', line: 5 }, files)).toBe(false);
  expect(isShown({ path: 'b.py', side: 'new', line: 1 }, files)).toBe(false);
});

test('words have become a comment once one says the same of the same line', () => {
  const comment: CommentView = { id: 'a', path: 'a.py', side: 'new', line: 2, text: 'why?', outdated: false };
  const draft = { path: 'a.py', side: 'new', line: 2, text: 'why? ' } as const;
  expect(isKept(draft, [comment])).toBe(true);
  expect([{ ...draft, line: 3 }, { ...draft, side: 'old' as const }, { ...draft, text: 'how?' }].some((one) => isKept(one, [comment]))).toBe(false);
});

test('a change is commented on with the newest task that holds it', () => {
  const task = (number: number, follows?: number, change = true): TaskView =>
    ({ kind: 'task', id: `${number}`, number, ...(follows ? { follows: `${follows}` } : {}), ...(change ? { change: {} } : {}) }) as TaskView;
  const items = [task(1), task(2, 1, false), task(3, 2), task(4, 3), task(5), task(6, 4, false)];
  const successor = (number: number) => successorOf(items[number - 1] as TaskView, items)?.number;
  expect([1, 2, 3, 4, 5].map(successor)).toEqual([4, 4, 4, undefined, undefined]);
});

test('a settled change takes no comment', () => {
  const states = ['pending', 'kept', 'opened as PR', 'applied', 'discarded', undefined] as const;
  const open = states.map((state) => isOpen({ ...(state ? { settled: { state } } : {}) } as TaskView));
  expect(open).toEqual([true, true, true, false, false, true]);
});
