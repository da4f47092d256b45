// Sizes in words for people.
import { figures } from './words/figures';

/** `640 bytes`, `12 kB`, `3.4 MB`: decimal units, as files are sold and shown. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return figures.bytes(bytes);
  const units = ['kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  const shown = value < 10 ? Math.round(10 * value) / 10 : Math.round(value);
  return `${shown.toLocaleString(figures.locale, { useGrouping: false })} ${units[step - 1]}`;
}
