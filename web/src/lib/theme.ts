// Light or dark: as the system has it, or as the person chose on this device.

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'farhand.theme';

/** The theme chosen on this device. */
export function readTheme(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'system';
  } catch {
    return 'system';
  }
}

/** Shows the page in a theme, the browser's own bars included. */
export function showTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    // Of two colours the browser takes the one whose media matches: both are the chosen one's while there is a choice.
    meta.content = COLOURS[theme === 'system' ? (meta.getAttribute('media')?.includes('dark') ? 'dark' : 'light') : theme];
  }
}

/** Keeps the choice, and shows it. */
export function chooseTheme(theme: Theme): void {
  showTheme(theme);
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // It holds until the page is closed.
  }
}

/** `--surface` of each theme, which the browser's bars continue. */
const COLOURS = { light: '#ffffff', dark: '#161e1d' };
