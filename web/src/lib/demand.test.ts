import { expect, test } from 'vitest';
import { vector } from './crypto/vectors';
import { needsPasskey } from './demand';
import type { Intent } from './session';

const DEMANDS = ['none', 'approvals', 'dispatch'] as const;

test.each(vector('passkey').vectors('demands').map((one) => [one.text('command'), one.list('demands')] as const))('as the host says of %s', (command, demands) => {
  const intent = JSON.parse(command) as Intent; // as the host's models wrote it
  expect(DEMANDS.filter((demand) => needsPasskey(intent, demand))).toEqual(demands);
});

test('trusting a project’s own hooks counts as allowing', () => {
  const yes: Intent = { type: 'question.answer', question: 'q', answers: ['trust'] };
  expect(DEMANDS.filter((demand) => needsPasskey(yes, demand, true))).toEqual(['approvals', 'dispatch']);
});
