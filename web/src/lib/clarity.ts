// How clear a text is: the port of `farhand.routing.clarity`, for the hint beside what is being written.
// Both run `tests/vectors/clarity.json`. Loaded late.
import type { Ticket } from './wire';

export type Aspect = 'what' | 'where' | 'verify';

const COMMAND_MARK = '!';

/** Words that name nothing, English and German: a text of these alone says too little to begin with. */
export const GENERIC: ReadonlySet<string> = new Set(
  (
    "a also an and any again all as asap at be bit could for from go hello help hey hi i in is isn't it its just like me my" +
    " no not now of ok okay on or please pls should some thank thanks that the them there these they this those to today up" +
    " us we well what with yes you your add adjust break broke broken change check clean do does doesn't don't done edit" +
    " fail failing fails finish fix fixed handle improve make mend need needs repair stop test tidy try update want work" +
    " working works better faster good new nice wrong app application bug bugs code crash crashes error errors everything" +
    " feature file files issue issues problem problems project repo repository something stuff task thing things alles auch" +
    " auf aufräumen behebe beheben besser bitte da das dem den der die dies diese diesen dieses ding dinge ein eine einen" +
    " einmal es etwas fehler fertig funktioniert geht hallo hilfe hier ist ja jetzt kaputt korrigiere mach mache machen mal" +
    " mehr nicht noch nochmal nun projekt repariere reparieren sache sachen schneller sind tu tue und verbessere verbessern" +
    " weiter wieder ändere ändern datei dateien räum mir mich"
  ).split(' '),
);

const EDGES = /^[.,;:!?…"'`()[\]{}<>*#–—-]+|[.,;:!?…"'`()[\]{}<>*#–—-]+$/g;
const QUESTION = /^(?:what|why|how|where|which|who|tell me|explain|show me|was|warum|wie|wo|welche[nrs]?|wer|erkläre?|sage? mir|zeige? mir)\b/;
const PLACE = new RegExp(
  [
    '`[^`\\n]+`|"[^"\\n]+"|“[^”\\n]+”|„[^“\\n]+“', // quoted
    'https?://|(?:^|\\s)[~.]{0,2}/[\\w.-]', // an address, a path or a route
    '\\w[\\w-]*/[\\w.-]*\\w|\\w\\.[a-z]{1,5}\\b(?!\\.)', // a path within the project, a file, a dotted name
    '\\w_\\w|[a-z][A-Z]|\\w\\(\\)', // a name as code spells it
    '(?:^|\\s)#\\d',
  ].join('|'),
);
const PROOF = new RegExp(
  '\\b(?:' +
    [
      'should|shall|must|so that|expect(?:s|ed)?|instead of|rather than|return(?:s|ed)?|tests?|until|(?:in)?valid|verif(?:y|ies|ied)',
      'checks?|pass(?:es)?|raise[sd]?|at (?:least|most)|no longer',
      'soll(?:te|en)?|muss|müssen|damit|sodass|statt|erwartet|prüf(?:e|en|t)|höchstens|mindestens|nicht mehr',
    ].join('|') +
    ')\\b',
);
const VERIFY_LINE = /^[ \t]*(?:[-*][ \t]+)?(?:verify|checks?)(?:[ \t]+only)?[ \t]*:/m;

/** What a text leaves open; nothing where it is a command, or a question, which only asks to be answered. */
export function missingFrom(text: string, { where = '', verify = '' }: Partial<Ticket> = {}): Aspect[] {
  const plain = text.trim();
  const lower = plain.toLowerCase();
  if (plain.startsWith(COMMAND_MARK) || plain.endsWith('?') || QUESTION.test(lower)) return [];
  if (namesNothing(`${plain} ${where} ${verify}`)) return ['what', 'where', 'verify'];
  const missing: Aspect[] = [];
  if (!where.trim() && !PLACE.test(plain)) missing.push('where');
  if (!verify.trim() && !PROOF.test(lower) && !VERIFY_LINE.test(lower)) missing.push('verify');
  return missing;
}

function namesNothing(text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).map((word) => word.replace(EDGES, ''));
  return words.every((word) => word === '' || GENERIC.has(word));
}
