import { expect, test } from 'vitest';
import { actOf, GROUPS, isCharacter, type Focus } from './shortcuts';

const ON_STOP: Focus = { isTyping: false, isOnStop: true, isOnControl: false, characters: true };
const SHORTCUTS = Object.values(GROUPS).flat();
const KEYS = SHORTCUTS.flatMap(({ act, keys }) => keys.map((name) => ({ act, name, key: name.replace('Shift+', ''), shift: name.startsWith('Shift+') })));
const press = ({ key, shift }: { key: string; shift: boolean }, modified = false) => ({ key, shift: shift || key !== key.toLowerCase(), modified });

test('no key means two things', () => {
  expect(new Set(KEYS.map(({ name }) => name)).size).toBe(KEYS.length);
});

test.each(KEYS)('$name does $act, and nothing with Ctrl', ({ act, ...key }) => {
  const named = key.key.length > 1 ? { ...press(key), shift: key.shift } : press(key);
  expect(actOf(named, ON_STOP)).toBe(act);
  expect(actOf({ ...named, modified: true }, ON_STOP)).toBeUndefined();
});

test.each(KEYS.filter(({ key }) => isCharacter(key)))('$name is left alone while typing, and when characters are switched off', ({ key, shift }) => {
  expect(actOf({ key, shift, modified: false }, { ...ON_STOP, isTyping: true })).toBeUndefined();
  expect(actOf({ key, shift, modified: false }, { ...ON_STOP, characters: false })).toBeUndefined();
});

test.each([
  ['ArrowDown', { isOnStop: false }, undefined],
  ['ArrowDown', { characters: false }, 'next'],
  ['Enter', { isOnStop: false }, undefined],
  ['Enter', { isOnControl: true }, undefined],
  ['Enter', { characters: false }, 'open'],
  ['Escape', { isTyping: true, isOnStop: false }, 'back'],
  ['Escape', { isOnStop: false }, 'back'],
  ['F6', { isTyping: true, isOnStop: false, characters: false }, 'nextPane'],
  ['Tab', {}, undefined],
  ['x', {}, undefined],
])('%s with %j does %s', (key, focus, act) => {
  expect(actOf({ key, shift: false, modified: false }, { ...ON_STOP, ...focus })).toBe(act);
});
