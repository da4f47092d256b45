// The language of the screens, and of what the computer says where its facts came along. What is written to it stays as it is.
import { figures } from './words/figures';
import type { SpokenLanguage } from './words/spoken';

export const LANGUAGES = ['system', 'en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = 'farhand.language';

/** The language chosen on this device. */
export function readLanguage(): Language {
  try {
    return LANGUAGES.find((language) => language === localStorage.getItem(KEY)) ?? 'system';
  } catch {
    return 'system';
  }
}

/** Keeps the choice, and begins anew in it. */
export function chooseLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    return; // nothing can be kept: it would be forgotten by the page that comes
  }
  location.reload();
}

/** Which words are said: those of the language chosen, or of the first one of the browser that there are words for. */
export function spokenLanguage(chosen: Language, browser: readonly string[]): SpokenLanguage {
  if (chosen !== 'system') return chosen;
  const first = browser.map((tag) => tag.split('-')[0]).find((tag) => tag === 'en' || tag === 'de');
  return first === 'de' ? 'de' : 'en';
}

/** The language that is spoken on this page. */
export function language(): SpokenLanguage {
  return document.documentElement.lang === 'de' ? 'de' : 'en';
}

/** How numbers and dates are written: as the browser has it for that language, `en-GB` say, else as the language does. */
export function localeOf(spoken: SpokenLanguage, browser: readonly string[]): string {
  return browser.find((tag) => tag === spoken || tag.startsWith(`${spoken}-`)) ?? spoken;
}

/**
 * Says everything in a language from now on: the words of another one take the place of the English ones. Comes before
 * anything is shown. Where they cannot be loaded it stays English.
 */
export async function speak(wanted: SpokenLanguage, browser: readonly string[]): Promise<void> {
  replace(figures, { locale: localeOf('en', browser) });
  if (wanted === 'de') {
    try {
      const { german } = await import('./words/de');
      for (const [said, instead] of german) replace(said, instead);
      replace(figures, { locale: localeOf(wanted, browser) });
    } catch {
      return;
    }
  }
  document.documentElement.lang = wanted;
}

function replace(said: object, instead: object): void {
  for (const [key, word] of Object.entries(instead)) {
    const before: unknown = Reflect.get(said, key);
    if (isGroup(before) && isGroup(word)) replace(before, word);
    else Reflect.set(said, key, word);
  }
}

const isGroup = (word: unknown): word is object => typeof word === 'object' && word !== null && !Array.isArray(word);
