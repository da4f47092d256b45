import { figures } from './figures';

/** A number as the reader writes it. */
export const figure = (n: number): string => n.toLocaleString(figures.locale);

/** A number with its noun, in the plural where it belongs. */
export const count = (n: number, one: string, many = `${one}s`): string => `${figure(n)} ${n === 1 ? one : many}`;
