// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { chooseTheme, readTheme, showTheme } from './theme';

const bars = (): string[] => [...document.querySelectorAll<HTMLMetaElement>('meta')].map(({ content }) => content);

beforeEach(() => {
  localStorage.clear();
  document.head.innerHTML =
    '<meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)"><meta name="theme-color" content="#161e1d" media="(prefers-color-scheme: dark)">';
  showTheme('system');
});

test('without a choice the page is as the system has it', () => {
  expect(readTheme()).toBe('system');
  expect(document.documentElement.dataset['theme']).toBeUndefined();
  expect(bars()).toEqual(['#ffffff', '#161e1d']);
});

test('a choice is shown at once, kept, and can be taken back', () => {
  chooseTheme('dark');
  expect([readTheme(), document.documentElement.dataset['theme'], bars()]).toEqual(['dark', 'dark', ['#161e1d', '#161e1d']]);
  chooseTheme('system');
  expect([readTheme(), document.documentElement.dataset['theme'], bars()]).toEqual(['system', undefined, ['#ffffff', '#161e1d']]);
});

test('what is kept and means nothing is no choice', () => {
  localStorage.setItem('farhand.theme', 'purple');
  expect(readTheme()).toBe('system');
});
