import { beforeEach, expect, test } from 'vitest';
import { draftKey, isBlank, type Draft, type DraftPlace } from '../lib/draft';
import { Composing } from './composing.svelte';

const SITE = { project: 'site' };
const FOLLOWED = { follows: 'task' };

let kept: Map<string, Draft>;
let place: DraftPlace;

const client = {
  writings: async () => ({ place, drafts: new Map(kept) }),
  keepDraft: async (where: DraftPlace, draft: Draft) => void (isBlank(draft) ? kept.delete(draftKey(where)) : kept.set(draftKey(where), draft)),
  keepPlace: async (where: DraftPlace) => void (place = where),
};

beforeEach(() => {
  kept = new Map();
  place = {};
});

test('is there again as it was left, and where', async () => {
  const before = new Composing(client);
  before.goTo(FOLLOWED);
  before.change({ text: 'and a test' });
  const after = new Composing(client);
  after.goTo(await after.open());
  expect(after.draft).toEqual({ text: 'and a test' });
});

test('stands before what was typed before it was read', async () => {
  kept.set('any', { text: 'kept' });
  const composing = new Composing(client);
  const opening = composing.open();
  composing.change({ text: 'typed' });
  await opening;
  expect(composing.draft.text).toBe('kept\ntyped');
  composing.letGo(composing.draft, {});
  expect([composing.draft.text, kept.size]).toEqual(['', 0]);
});

test('takes up what another tab wrote or sent, and loses nothing that is typed or sent here', async () => {
  const [one, other] = [new Composing(client), new Composing(client)];
  await Promise.all([one.open(), other.open()]);
  one.change({ text: 'written in one' });
  await other.lookAgain();
  expect(other.draft.text).toBe('written in one');
  const sent = { text: 'written in one, sent in the other' };
  other.change(sent);
  await other.lookAgain();
  other.letGo(sent, {});
  await one.lookAgain();
  expect([one.draft.text, other.draft.text]).toEqual(['', '']);
  one.change({ text: 'again' });
  const looking = other.lookAgain();
  other.change({ text: 'typed here' });
  await looking;
  expect(other.draft.text).toBe('typed here');
});

test('goes along to a project, stays behind where a follow-up begins, and goes along out of it', () => {
  const composing = new Composing(client);
  composing.change({ text: 'Fix the login' });
  composing.goTo(SITE);
  expect([composing.draft.text, [...kept.keys()]]).toEqual(['Fix the login', ['project site']]);
  composing.goTo(FOLLOWED);
  expect(composing.draft.text).toBe('');
  composing.change({ text: 'and a test' });
  composing.goTo(SITE);
  expect(composing.draft.text).toBe('Fix the login');
  composing.goTo({});
  composing.goTo(FOLLOWED);
  expect(composing.draft.text).toBe('and a test');
});

test('lets go of what was sent where it was written, and keeps what was written on since', () => {
  const composing = new Composing(client);
  const sent = { text: 'Fix the login' };
  composing.change(sent);
  composing.goTo(FOLLOWED);
  composing.letGo(sent, {});
  expect(kept.size).toBe(0);
  composing.goTo({});
  expect(composing.draft.text).toBe('');
  composing.change(sent);
  composing.change({ text: 'Fix the login and more' });
  composing.letGo(sent, {});
  expect([composing.draft.text, kept.size]).toEqual(['Fix the login and more', 1]);
});
