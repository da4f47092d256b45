import { expect, test } from 'vitest';
import { emptyView } from '../lib/presenting';
import type { ApprovalView } from '../lib/attention';
import type { View } from '../lib/view';
import type { AnyCommand } from '../lib/wire';
import { toHeldWords } from './held';

const RULE = { kind: 'prefix', value: 'npm run' } as const;
const approval: ApprovalView = { kind: 'approval', id: 'a', taskId: 't', taskTitle: 'Build', tool: 'Bash', title: 'Run a command', exact: 'npm run x', why: '', plan: false, rules: [{ rule: RULE, words: 'Bash: npm run *' }] };
const connection = { state: 'awake', since: 0, words: '', unsent: 0, canRetry: false } as const;
const view: View = { ...emptyView(connection, false), hostName: 'studio', needsYou: [approval] };
const words = (command: AnyCommand) => toHeldWords({ id: 'h', command }, view);
const yes = { type: 'approval.answer', made_at: 0, approval: 'a', action_hash: '', generation: 1, verdict: 'allow' } as const;

test('a yes shows the very action, and one that reaches further the very rule', () => {
  expect(words(yes)).toEqual({ what: 'Allow once: Run a command', exact: 'npm run x' });
  expect(words({ ...yes, scope: 'task', rule: RULE })).toEqual({ what: 'Allow for the task: Run a command', exact: 'Bash: npm run *' });
});

test('a message shows its text and the steps behind it', () => {
  expect(words({ type: 'message.send', made_at: 0, text: 'Fix it', then: ['run the tests'] })).toEqual({ what: 'Send to studio', exact: 'Fix it\nrun the tests' });
});
