import { expect, test } from 'vitest';
import type { PushMessage } from '../lib/wire';
import { answerOf, toAnswered, toShown as shownIn, type Shown } from './notifying';
import { TONGUES } from './tongues';

const APPROVAL = { approval: 'a1', action_hash: 'aGFzaA', generation: 2, pass_id: 'p1' };

const toShown = (text: string | undefined): Shown => shownIn(text, TONGUES.en);

function message(more: Partial<PushMessage> = {}): string {
  const notification = { title: 'Fix the login: done', body: '3 files', navigate: 'https://studio.example/#/card/t1', tag: 't1', lang: 'en' };
  return JSON.stringify({ web_push: 8030, notification, app_badge: 3, ...more });
}

test('a push is shown as the host wrote it, in place of what was told of the same task', () => {
  const { title, options, badge } = toShown(message());
  expect([title, options.body, options.tag, badge]).toEqual(['Fix the login: done', '3 files', 't1', 3]);
  expect(options.renotify).toBe(true);
  expect(options.actions).toEqual([]);
});

test('a tap leads to a place within this app, whatever origin the host knows it by', () => {
  expect(toShown(message()).options.data.place).toBe('#/card/t1');
  const elsewhere = { title: 'x', body: '', navigate: 'https://evil.example/', tag: 't', lang: 'en' };
  expect(toShown(message({ notification: elsewhere })).options.data.place).toBe('#/');
});

test.each([undefined, '', 'no json', '{}', '{"notification":{}}', 'null'])('whatever arrives, something is shown: %s', (text) => {
  const { title, options } = toShown(text);
  expect([title, options.body]).toEqual(['Farhand', TONGUES.en.words.unreadable]);
});

test('a harmless approval can be allowed on its notification, a risky one only denied or looked at', () => {
  const actions = (text: string): string[] => toShown(text).options.actions.map(({ action }) => action);
  expect(actions(message({ approval: APPROVAL }))).toEqual(['deny', 'allow']);
  const { pass_id: _pass, ...risky } = APPROVAL;
  expect(actions(message({ approval: risky }))).toEqual(['deny', 'look']);
  expect(answerOf('allow', { place: '#/', approval: risky })).toBeUndefined();
  expect(answerOf('deny', { place: '#/', approval: risky })).toBe('deny');
});

test('a tap beside the actions answers nothing', () => {
  for (const action of ['', 'look']) expect(answerOf(action, { place: '#/', approval: APPROVAL })).toBeUndefined();
  expect(answerOf('deny', { place: '#/' })).toBeUndefined();
});

test('an answer is told in the same place without a sound', () => {
  const { options } = toAnswered('Fix', 'Denied here', 't1', '#/card/t1', TONGUES.en);
  expect([options.tag, options.silent, options.renotify, options.actions]).toEqual(['t1', true, false, []]);
});

test('a German device is told in German, buttons and all, where the facts came along', () => {
  const told = { title: 'Fix: needs your approval', body: 'npm test', navigate: '#/', tag: 't1', lang: 'en', said: { title: { code: 'task_asks_leave', given: { title: 'Fix' } } } };
  const { title, options } = shownIn(message({ notification: told, approval: APPROVAL }), TONGUES.de);
  expect([title, options.body]).toEqual(['Fix: braucht deine Freigabe', 'npm test']);
  expect(options.actions.map(({ title: word }) => word)).toEqual(['Ablehnen', 'Einmal erlauben']);
  expect(shownIn(undefined, TONGUES.de).options.body).toBe(TONGUES.de.words.unreadable);
});
