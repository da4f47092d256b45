import { expect, test } from 'vitest';
import { asksOf, canSend, draftKey, goesAlong, isBlank, joined, NO_DRAFT, toMessage, toWritten, type Draft } from './draft';

const WHOLE: Draft = { text: ' Fix the login ', ticket: { where: 'src/login.py', verify: ' npm test', leave_alone: '  ' }, then: ['run the tests', ' '], best_of: 0 };

test('becomes a message with the fields that say something', () => {
  expect(toMessage(WHOLE, { project: 'p' })).toEqual({
    text: 'Fix the login',
    options: { project: 'p', ticket: { where: 'src/login.py', verify: 'npm test', leave_alone: '' }, then: ['run the tests'], best_of: 0 },
  });
  expect(toMessage({ text: 'Fix', ticket: { where: ' ' }, then: [''] }, {})).toEqual({ text: 'Fix', options: {} });
  expect(asksOf(WHOLE)).toBe(4);
});

test('becomes a list where it is several tasks, and nothing else of it counts', () => {
  expect(toMessage({ ...WHOLE, tasks: ['one', 'two'] }, { follows: 't' })).toEqual({ text: 'Tasks:\n- one\n- two', options: { follows: 't' } });
});

test('is what a message was, when that is taken back', () => {
  for (const place of [{}, { project: 'p' }, { follows: 't' }]) {
    const { text, options } = toMessage(WHOLE, place);
    const back = toWritten(text, options);
    expect(back.place).toEqual(place);
    expect(toMessage(back.draft, place)).toEqual({ text, options });
  }
});

test.each<[Draft, boolean, boolean]>([
  [NO_DRAFT, true, false],
  [{ text: ' \n' }, true, false],
  [{ text: '', ticket: { where: ' ' }, then: [' '] }, true, false],
  [{ text: '', ticket: { where: 'x' } }, false, false],
  [{ text: '', best_of: 2 }, false, false],
  [{ text: '', tasks: ['', ''] }, true, false],
  [{ text: '', tasks: ['', 'x'] }, false, true],
  [{ text: 'x' }, false, true],
])('is blank, or can be sent: %j', (draft, blank, sendable) => {
  expect([isBlank(draft), canSend(draft)]).toEqual([blank, sendable]);
});

test('waits apart for each follow-up and each project', () => {
  const keys = [{}, { project: 'p' }, { project: 'q' }, { follows: 'p' }, { follows: 'p', project: 'p' }].map(draftKey);
  expect(new Set(keys).size).toBe(4);
  expect(keys[3]).toBe(keys[4]);
});

test('goes along to a project that is chosen for it, never over another draft, and never into a follow-up', () => {
  const draft = { text: 'Fix the login' };
  expect(goesAlong(draft, undefined, { project: 'p' })).toBe(true);
  expect(goesAlong(draft, NO_DRAFT, {})).toBe(true);
  expect(goesAlong(draft, { text: 'kept' }, { project: 'p' })).toBe(false);
  expect(goesAlong(NO_DRAFT, undefined, { project: 'p' })).toBe(false);
  expect(goesAlong(draft, undefined, { follows: 't' })).toBe(false);
});

test('takes what comes from elsewhere behind what it says', () => {
  expect(joined(NO_DRAFT, WHOLE)).toBe(WHOLE);
  expect(joined({ text: 'one ' }, { text: 'two' })).toEqual({ text: 'one\ntwo' });
  expect(joined({ text: '', tasks: ['one', ''] }, { text: 'two' })).toEqual({ text: '', tasks: ['one', 'two'] });
  expect(joined({ text: 'one' }, { text: '', tasks: ['two', 'three'] })).toEqual({ text: '', tasks: ['one', 'two', 'three'] });
  const mine = { text: 'one', ticket: { where: 'here', verify: 'make lint', leave_alone: ' ' }, then: ['stop'] };
  const other = { text: 'two', ticket: { where: 'there', verify: 'npm test' }, then: ['go on'], best_of: 2 };
  expect(joined(mine, other)).toEqual({ text: 'one\ntwo', ticket: { where: 'here, there', verify: 'make lint\nnpm test', leave_alone: '' }, then: ['stop', 'go on'], best_of: 2 });
});
