import { describe, expect, test } from 'vitest';
import { applyEntry } from './projection';
import { emptyThread, taskOf } from './thread';
import type { AnyEvent, ApprovalAsked, ApprovalClosed, QuestionAsked, QuestionClosed } from './wire';
import { needs } from './words/needs';

const said = { at: 7, origin: 'host', task: 't' };
const ASKED: ApprovalAsked = { ...said, type: 'approval.asked', approval: 'a', run: 'r', generation: 1, tool: 'Bash', title: 'Run a command', exact: 'ls', why: '', action_hash: '', kind: 'action', rules: [] };
const QUESTION: QuestionAsked = { ...said, type: 'question.asked', question: 'q', about: 'agent', text: 'Which?', options: [{ label: 'The first', detail: '', value: '1' }], many: false, own_words: false };

function after(...events: AnyEvent[]) {
  const thread = emptyThread('mine', 'studio', false);
  events.forEach((event, seq) => applyEntry(thread, { seq, id: `${seq}`, event }));
  return thread.answered;
}

const closed = (more: Partial<ApprovalClosed>): ApprovalClosed => ({ ...said, type: 'approval.closed', approval: 'a', verdict: 'allowed', words: '', ...more });

describe('what was answered', () => {
  test('says by whom, how and how far', () => {
    expect(after(ASKED, closed({ origin: 'local', at: 9 })).get('a')).toEqual({ id: 'a', title: 'Run a command', verdict: 'allowed', words: '', by: 'studio', mine: false, at: 9 });
    const rule = { kind: 'command', value: 'ls' } as const;
    expect(after(ASKED, closed({ scope: 'task', rule })).get('a')?.words).toBe(needs.byRule.task);
    expect(after(ASKED, closed({ rule })).get('a')?.words).toBe(needs.byRule.once);
    expect(after(ASKED, closed({ verdict: 'denied', words: 'use pnpm' })).get('a')).toMatchObject({ verdict: 'denied', words: 'use pnpm' });
    expect(after(ASKED, closed({ origin: 'mine' })).get('a')?.mine).toBe(true);
  });

  test('a question says the answer as it was offered', () => {
    const answer: QuestionClosed = { ...said, type: 'question.closed', question: 'q', answers: ['1', 'and more'], withdrawn: false };
    expect(after(QUESTION, answer).get('q')).toMatchObject({ verdict: 'answered', words: 'The first, and more' });
    expect(after(QUESTION, { ...answer, answers: [], withdrawn: true }).get('q')?.verdict).toBe('over');
  });

  test('what was never seen open is not told, and old ones go', () => {
    expect(after(closed({})).size).toBe(0);
    const many = Array.from({ length: 60 }, (_, n) => [{ ...ASKED, approval: `${n}` }, closed({ approval: `${n}` })]).flat();
    expect([...after(...many).keys()]).toEqual(Array.from({ length: 50 }, (_, n) => `${n + 10}`));
  });

  test('what somebody answered stays on the card of its task', () => {
    const created: AnyEvent = { ...said, type: 'task.created', number: 3, message: 'm', title: 'Fix it', kind: 'agent' } as AnyEvent;
    const wanted = (...events: AnyEvent[]) => {
      const thread = emptyThread('mine', 'studio', false);
      [created, ...events].forEach((event, seq) => applyEntry(thread, { seq, id: `${seq}`, event }));
      return taskOf(thread, 't')?.answers?.map(({ words, mine }) => [words, mine]);
    };
    expect(wanted(ASKED, closed({ verdict: 'denied', words: 'use trash', origin: 'mine' }))).toEqual([['use trash', true]]);
    expect(wanted(ASKED, closed({ verdict: 'denied' }))).toBeUndefined();
    expect(wanted(ASKED, closed({ verdict: 'allowed' }))).toBeUndefined();
    const twice = [ASKED, closed({ verdict: 'denied', words: 'use trash' }), ASKED, closed({ verdict: 'denied', words: 'or mv' })];
    expect(wanted(...twice)?.map(([words]) => words)).toEqual(['use trash', 'or mv']);
    const answer: QuestionClosed = { ...said, origin: 'mine', type: 'question.closed', question: 'q', answers: ['1'], withdrawn: false };
    expect(wanted(QUESTION, answer)).toEqual([['The first', true]]);
    expect(wanted(QUESTION, { ...answer, answers: [], withdrawn: true })).toBeUndefined();
  });
});
