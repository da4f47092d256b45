import { expect, test } from 'vitest';
import { nameFor, renamed, withoutTemplate, withTemplate } from './templates';

const draft = { text: 'Upgrade …' };
const two = withTemplate(withTemplate([], 'upgrade', draft), 'fix', { text: 'Fix …' });

test('stand by name, and one name is one template', () => {
  expect(two.map(({ name }) => name)).toEqual(['fix', 'upgrade']);
  expect(withTemplate(two, 'fix', draft)).toEqual([{ name: 'fix', draft }, { name: 'upgrade', draft }]);
});

test('are renamed and removed', () => {
  expect(renamed(two, 'upgrade', 'bump').map(({ name }) => name)).toEqual(['bump', 'fix']);
  expect(renamed(two, 'upgrade', 'fix')).toEqual([{ name: 'fix', draft }]);
  expect(renamed(two, 'gone', 'x')).toEqual(two);
  expect(withoutTemplate(two, 'fix')).toEqual([{ name: 'upgrade', draft }]);
});

test('are offered the beginning of what is written as a name', () => {
  expect(nameFor({ text: ' Fix the login\nnow' })).toBe('Fix the login');
  expect(nameFor({ text: '', tasks: ['Fix the cart'] })).toBe('Fix the cart');
  expect(nameFor({ text: 'Fix the login on the phone and the tablet too' }, 24)).toBe('Fix the login on the…');
});
