// Words what the host says: by the facts beside its English where this language has words for them, else as it stands.
import type { Saying } from './wire';
import { sayings } from './words/sayings';

type Filled = string | number | readonly string[];
type Words = Record<string, string | ((given: Record<string, Filled>) => string) | undefined>;

/** What carries texts of the host, and the facts of those by their names. */
export interface Telling {
  said?: Record<string, Saying>;
}

/** A text of the host by its name, in the language of this device. */
export function told<Name extends string>(from: Telling & { readonly [Each in Name]?: string }, name: Name): string {
  return worded(from[name] ?? '', from.said?.[name]);
}

/** A text of the host by its facts; `spoken` are the words to say them in. */
export function worded(text: string, saying: Saying | undefined, spoken: object = sayings): string {
  const word = saying && (spoken as Words)[saying.code];
  if (!word || typeof word === 'string') return word || text;
  const fill = (value: string | Saying): string => (typeof value === 'string' ? value : worded(value.text ?? '', value, spoken));
  const given = Object.entries(saying.given).map(([name, value]) => [name, Array.isArray(value) ? value.map(fill) : typeof value === 'number' ? value : fill(value)] as const);
  return word(Object.fromEntries(given));
}
