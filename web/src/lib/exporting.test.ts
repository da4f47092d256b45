import { afterEach, beforeEach, expect, test } from 'vitest';
import { Stage } from './fakes/stage';
import type { Outcome } from './wire';

const NOW = Date.UTC(2026, 10, 27, 10, 5);
const TASK = 'a'.repeat(32);
const OUTCOME: Outcome = {
  ...{ code: 'checks_failed', headline: '1 of 2 passed', summary: 'I tried.', verified: false, files: 1, added: 2, removed: 0, seconds: 3 },
  ...{ denied: [], output: '', warnings: [] },
  checks: [
    { command: 'npm test', source: 'found', status: 'failed', seconds: 1, passed: 1, total: 2, output: 'not ok\n```\ntwo' },
    { command: 'npm run lint', source: 'found', status: 'passed', seconds: 1, output: 'fine' },
  ],
};

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.make();
  await stage.host.append(stage.event({ type: 'message.received', message: 'b'.repeat(32), text: 'mend it\nsoon', attachments: [] }));
  await stage.host.append(stage.event({ type: 'task.created', task: TASK, message: 'b'.repeat(32), number: 1, title: 'Mend it', kind: 'agent', generation: 1 } as never));
  await stage.host.append(stage.event({ type: 'task.ended', task: TASK, state: 'failed', outcome: OUTCOME } as never));
});

afterEach(() => stage.close());

async function exported(form: 'markdown' | 'json'): Promise<{ name: string; text: string }> {
  const app = await stage.open();
  const file = await app.intents.exportThread(form, NOW);
  return { name: file.name, text: await file.text() };
}

test('as Markdown the thread reads from its beginning, with what failed', async () => {
  await stage.pair();
  const { name, text } = await exported('markdown');
  expect(name).toBe('farhand-2026-11-27.md');
  expect(text).toContain('# Thread with studio');
  expect(text).toContain('> mend it\n> soon');
  expect(text).toContain('## #1 Mend it\n\nFailed');
  expect(text).toContain('Checks: `npm test`, 1 of 2 passed\n\n````\nnot ok\n```\ntwo\n````');
  expect(text).not.toContain('fine');
});

test('as JSON it has every event in its place', async () => {
  await stage.pair();
  const { name, text } = await exported('json');
  expect(name).toBe('farhand-2026-11-27.json');
  const read = JSON.parse(text) as { host: string; partial: boolean; events: { seq: number; event: { type: string } }[] };
  expect([read.host, read.partial]).toEqual(['studio', false]);
  expect(read.events.map(({ seq, event }) => [seq, event.type])).toEqual([
    [1, 'thread.started'],
    [2, 'message.received'],
    [3, 'task.created'],
    [4, 'task.ended'],
  ]);
});

test('where older records cannot be fetched the file says that they are missing', async () => {
  await stage.pair(3);
  stage.relay.cut();
  const { text } = await exported('markdown');
  expect(text).toContain('Older records were not on this device');
});
