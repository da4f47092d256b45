// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { localeOf, readLanguage, speak, spokenLanguage } from './language';
import { words } from './words';
import { figures } from './words/figures';
import { needs } from './words/needs';

test('the language is the one chosen, else the first of the browser that there are words for', () => {
  expect(spokenLanguage('de', ['en-GB'])).toBe('de');
  expect(spokenLanguage('system', ['fr-FR', 'de-AT', 'en'])).toBe('de');
  expect(spokenLanguage('system', ['fr-FR', 'en-US', 'de'])).toBe('en');
  expect(spokenLanguage('system', [])).toBe('en');
});

test('numbers and dates are written as the browser has it for the language that is spoken', () => {
  expect(localeOf('en', ['fr-FR', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(localeOf('de', ['en-GB', 'de'])).toBe('de');
  expect(localeOf('de', ['en-GB', 'den-CA'])).toBe('de');
});

test('what was never chosen, or is not known any more, is as the browser has it', () => {
  expect(readLanguage()).toBe('system');
  localStorage.setItem('farhand.language', 'xx');
  expect(readLanguage()).toBe('system');
});

test('words of another language take the place of the English ones, in every part', async () => {
  await speak('de', ['en-GB', 'de-DE']);
  expect([figures.locale, words.state.done, words.queue.title, needs.folder]).toEqual(['de-DE', 'Fertig', 'Warteschlange', 'Ordner']);
  expect(words.thread.fresh(1200)).toBe('1.200 neu');
  expect(document.documentElement.lang).toBe('de');
});
