import { figure } from '../count';

export { figure };

/** A number with its noun, in the plural where it belongs. */
export const count = (n: number, one: string, many: string): string => `${figure(n)} ${n === 1 ? one : many}`;
