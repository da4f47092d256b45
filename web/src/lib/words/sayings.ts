// What the host says, in the words of this device: none in English, since the host's own text is that.
import type { Sayings } from '../sayings';

/** Every sentence of the host in a language: a text, or what says it with what is filled in. */
export type SaidIn = { readonly [Code in keyof Sayings]: Sayings[Code] extends null ? string : (given: Sayings[Code]) => string };

export const sayings: Partial<SaidIn> = {};
