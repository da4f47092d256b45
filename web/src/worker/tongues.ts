// In which language the worker speaks: the one that the app was last opened in, for which it has words of its own.
import { pushWords as english } from '../lib/words/push';
import type { Spoken } from '../lib/words/spoken';
import { pushWords as german } from '../lib/words/de/push';
import { sayings } from '../lib/words/de/sayings';

/** What a notification says besides what the host does, and the words for that. */
export interface Tongue {
  words: Pick<Spoken<typeof english>, 'allow' | 'deny' | 'look' | 'unreadable' | 'answered' | 'kept' | 'notAnswered'>;
  sayings: object;
}

export const TONGUES = {
  en: { words: english, sayings: {} },
  de: { words: german, sayings },
} satisfies Record<string, Tongue>;
