// Sizes in words for people.

/** `640 bytes`, `12 kB`, `3.4 MB`: decimal units, as files are sold and shown. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value < 10 ? Math.round(10 * value) / 10 : Math.round(value)} ${units[step - 1]}`;
}
