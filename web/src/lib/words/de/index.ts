// Every word in German, each beside the English one whose place it takes.
import { words as english } from '../../words';
import { binary as englishBinary } from '../binary';
import { dictation as englishDictation } from '../dictation';
import { connection as englishConnection } from '../connection';
import { diff as englishDiff } from '../diff';
import { filenames as englishFilenames } from '../filenames';
import { figures as englishFigures } from '../figures';
import { install as englishInstall } from '../install';
import { keeping as englishKeeping } from '../keeping';
import { keys as englishKeys } from '../keys';
import { markup as englishMarkup } from '../markup';
import { needs as englishNeeds } from '../needs';
import { notes as englishNotes } from '../notes';
import { notices as englishNotices } from '../notices';
import { output as englishOutput } from '../output';
import { pairing as englishPairing } from '../pairing';
import { passkeyWords as englishPasskeys } from '../passkeys';
import { power as englishPower } from '../power';
import { preview as englishPreview } from '../preview';
import { pushWords as englishPush } from '../push';
import { sayings as englishSayings } from '../sayings';
import { search as englishSearch } from '../search';
import type { Spoken } from '../spoken';
import { unprotected as englishUnprotected } from '../unprotected';
import { verdict as englishVerdict } from '../verdict';
import { binary } from './binary';
import { dictation } from './dictation';
import { connection } from './connection';
import { diff } from './diff';
import { figures } from './figures';
import { filenames } from './filenames';
import { install } from './install';
import { keeping } from './keeping';
import { keys } from './keys';
import { markup } from './markup';
import { needs } from './needs';
import { notes } from './notes';
import { notices } from './notices';
import { output } from './output';
import { pairing } from './pairing';
import { passkeyWords } from './passkeys';
import { power } from './power';
import { preview } from './preview';
import { pushWords } from './push';
import { sayings } from './sayings';
import { search } from './search';
import { unprotected } from './unprotected';
import { verdict } from './verdict';
import { words } from './words';

const instead = <T extends object>(said: T, words: Spoken<T>): readonly [object, object] => [said, words];

export const german = [
  instead(english, words),
  instead(englishBinary, binary),
  instead(englishDictation, dictation),
  instead(englishConnection, connection),
  instead(englishDiff, diff),
  instead(englishFilenames, filenames),
  instead(englishFigures, figures),
  instead(englishInstall, install),
  instead(englishKeeping, keeping),
  instead(englishKeys, keys),
  instead(englishMarkup, markup),
  instead(englishNeeds, needs),
  instead(englishNotes, notes),
  instead(englishNotices, notices),
  instead(englishOutput, output),
  instead(englishPairing, pairing),
  instead(englishPasskeys, passkeyWords),
  instead(englishPower, power),
  instead(englishPreview, preview),
  instead(englishPush, pushWords),
  [englishSayings, sayings],
  instead(englishSearch, search),
  instead(englishUnprotected, unprotected),
  instead(englishVerdict, verdict),
] as const;
