// Every word in German, each beside the English one whose place it takes.
import { words as english } from '../../words';
import { diff as englishDiff } from '../diff';
import { figures as englishFigures } from '../figures';
import { keys as englishKeys } from '../keys';
import { needs as englishNeeds } from '../needs';
import { pushWords as englishPush } from '../push';
import type { Spoken } from '../spoken';
import { verdict as englishVerdict } from '../verdict';
import { diff } from './diff';
import { figures } from './figures';
import { keys } from './keys';
import { needs } from './needs';
import { pushWords } from './push';
import { verdict } from './verdict';
import { words } from './words';

const instead = <T extends object>(said: T, words: Spoken<T>): readonly [object, object] => [said, words];

export const german = [
  instead(english, words),
  instead(englishDiff, diff),
  instead(englishFigures, figures),
  instead(englishKeys, keys),
  instead(englishNeeds, needs),
  instead(englishPush, pushWords),
  instead(englishVerdict, verdict),
] as const;
