import { describe, expect, test } from 'vitest';
import { toNotices } from './notices';
import type { OutboxRow } from './outbox-row';
import { applyEntry } from './projection';
import { emptyThread, NOTICES_KEPT, type Thread } from './thread';
import type { AnyEvent, NoticePosted, TaskChanged } from './wire';

const said = { at: 7, origin: 'host', task: 't' };
const posted = (notice: string, more: Partial<NoticePosted> = {}): NoticePosted => ({ ...said, type: 'notice.posted', notice, kind: 'outcome', title: notice, body: '', ...more });
const read = (seq: number, ...also: string[]): AnyEvent => ({ at: 8, origin: 'd', type: 'notices.read', seq, also });
const APPROVAL: AnyEvent = { ...said, type: 'approval.asked', approval: 'a', run: 'r', generation: 1, tool: 'Bash', title: 'Run a command', exact: 'ls', why: '', action_hash: '', kind: 'action', rules: [] };
const ALLOWED: AnyEvent = { ...said, origin: 'local', type: 'approval.closed', approval: 'a', verdict: 'allowed', words: '' };
const QUESTION: AnyEvent = { ...said, type: 'question.asked', question: 'q', about: 'agent', text: 'Which?', options: [], many: false, own_words: true };
const WITHDRAWN: AnyEvent = { ...said, type: 'question.closed', question: 'q', answers: [], withdrawn: true };

/** The first event has the seq 1. */
function fold(...events: AnyEvent[]): Thread {
  const thread = emptyThread('d', 'studio', false);
  events.forEach((event, at) => applyEntry(thread, { seq: at + 1, id: `${at}`, event }));
  return thread;
}

function unread(thread: Thread, ...outbox: OutboxRow['command'][]): string[] {
  const rows = outbox.map((command, at): OutboxRow => ({ id: `o${at}`, command, sealed: new Uint8Array(), state: 'device' }));
  const { notices, unread: count } = toNotices(thread, rows);
  const ids = notices.filter((notice) => !notice.read && !notice.over).map(({ id }) => id);
  expect(count).toBe(ids.length);
  return ids;
}

describe('what was seen', () => {
  test('is all up to a seq, and beyond it what was seen by itself', () => {
    const three = [posted('one'), posted('two'), posted('three')];
    expect(unread(fold(...three))).toEqual(['three', 'two', 'one']);
    expect(unread(fold(...three, read(0, 'three')))).toEqual(['two', 'one']);
    expect(unread(fold(...three, read(1, 'three')))).toEqual(['two']);
    expect(unread(fold(...three, read(0, 'three'), read(2)))).toEqual([]);
    expect(unread(fold(...three, read(2), read(1)))).toEqual(['three']);
  });

  test('counts from the moment that it is seen here, and is held only as long as it has to be', () => {
    const thread = fold(posted('one'), posted('two'), posted('three'), read(0, 'two', 'gone'));
    expect(unread(thread, { type: 'notices.read', made_at: 0, seq: 1, also: ['three'] })).toEqual([]);
    expect([...thread.seen]).toEqual(['two']);
    applyEntry(thread, { seq: 5, id: '5', event: read(2) });
    expect([...thread.seen]).toEqual([]);
  });

  test('a host that names no others is understood', () => {
    const { also: _also, ...older } = { at: 8, origin: 'd', type: 'notices.read' as const, seq: 1, also: [] };
    expect(unread(fold(posted('one'), posted('two'), older as AnyEvent))).toEqual(['two']);
  });
});

describe('what is over', () => {
  test('is an approval that somebody answered, with who and how', () => {
    const asked = [APPROVAL, posted('leave', { kind: 'approval', asked: 'a' })];
    expect(unread(fold(...asked))).toEqual(['leave']);
    const thread = fold(...asked, posted('another', { kind: 'approval', asked: 'b' }), ALLOWED);
    expect(unread(thread)).toEqual(['another']);
    expect(thread.notices[0]?.over?.answered).toMatchObject({ verdict: 'allowed', by: 'studio', at: 7 });
  });

  test('is a question that nobody asks any more, also one that was never seen open', () => {
    expect(unread(fold(QUESTION, posted('which', { kind: 'question', asked: 'q' }), WITHDRAWN))).toEqual([]);
    expect(fold(posted('which', { kind: 'question', asked: 'q' }), WITHDRAWN).notices[0]?.over).toEqual({});
  });

  const changed = (reason?: TaskChanged['reason']): AnyEvent => ({ ...said, type: 'task.changed', state: 'waiting', words: '', ...(reason ? { reason } : {}) });
  const ENDED: AnyEvent = { ...said, type: 'run.unstuck', stuck: 's', verdict: 'over' };
  test.each<[string, AnyEvent, boolean]>([
    ['waits for an answer', changed('answer'), false],
    ['waits for leave', changed('approval'), false],
    ['waits to be wanted still', changed('confirm'), false],
    ['waits for its project to be named', changed('project'), false],
    ['is stuck', changed('stuck'), false],
    ['waits for another task', changed('dependency'), true],
    ['waits for room', changed('capacity'), true],
    ['waits for a limit', changed('quota'), true],
    ['goes on', changed(), true],
    ['is stuck no more', ENDED, true],
  ])('is what a task asked by itself, unless it %s', (_what, event, over) => {
    const thread = fold(posted('still wanted?', { kind: 'question' }), posted('done'), posted('of another', { kind: 'question', task: 'u' }), event);
    expect(thread.notices.map((notice) => notice.over !== undefined)).toEqual([over, false, false]);
  });
});

test('however many are told, about as many are held as are kept', () => {
  const thread = fold(...Array.from({ length: 3 * NOTICES_KEPT }, (_, n) => posted(`${n}`)));
  expect(thread.notices.length).toBeLessThanOrEqual(2 * NOTICES_KEPT);
  expect(thread.notices.at(-1)?.id).toBe(`${3 * NOTICES_KEPT - 1}`);
});
