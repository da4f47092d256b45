import { beginningOf, type output as english } from '../output';
import type { Spoken } from '../spoken';
import { count } from './count';

export const output: Spoken<typeof english> = {
  copy: (text) => `„${beginningOf(text)}“ kopieren`,
  copied: 'Kopiert',
  notCopied: 'Dieser Browser hat das Kopieren nicht zugelassen. Markiere den Text und kopiere ihn von Hand.',
  earlier: (lines, characters) => `${lines ? count(lines, 'frühere Zeile', 'frühere Zeilen') : count(characters, 'früheres Zeichen', 'frühere Zeichen')}: mehr zeigen`,
};
