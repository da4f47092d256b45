/** A number as it is written in German. */
export const figure = (n: number): string => n.toLocaleString('de');

/** A number with its noun, in the plural where it belongs. */
export const count = (n: number, one: string, many: string): string => `${figure(n)} ${n === 1 ? one : many}`;
