import type * as english from '../change';
import type { Spoken } from '../spoken';
import { count, figure } from './count';

export const change: Spoken<typeof english.change> = {
  apply: 'Übernehmen',
  rebase: 'Rebase',
  revert: 'Zurücknehmen',
  discard: 'Verwerfen',
  restore: 'Rückgängig',
  keep: 'Als Branch behalten',
  propose: 'Pull Request',
  hand_over: 'Der Agent soll es lösen',
  use: 'Diesen nehmen',
  more: 'Weitere Wege, damit fortzufahren',
  branchName: 'Name des Branches',
  address: 'Öffnen',
  asked: { apply: 'Wird übernommen …', rebase: 'Rebase läuft …', revert: 'Wird zurückgenommen …', discard: 'Wird verworfen …', restore: 'Wird zurückgeholt …', keep: 'Wird behalten …', propose: 'Öffne einen Pull Request …', hand_over: 'Gebe es dem Agenten …', use: 'Nehme ihn …' },
  notDone: 'Nicht getan:',
  askWhy: 'Warum?',
  why: {
    wrong: 'Falsch',
    unneeded: 'Nicht gebraucht',
    otherwise: 'Anders gelöst',
    too_much: 'Zu groß zum Durchsehen',
    other: 'Ein anderer Grund',
  },
  explained: (why) => `Verworfen: ${why}`,
  explaining: (why) => `${why}; noch nicht beim Computer`,
  ownWhy: 'In deinen eigenen Worten',
  sayWhy: 'Sagen',
};

export const attempt: Spoken<typeof english.attempt> = {
  title: 'Neue Versuche',
  number: (n) => `Versuch ${n}`,
  first: 'Der Lauf vor ihnen',
  chosen: 'genommen',
  removed: 'Branch entfernt',
  state: { waiting: 'wartet', running: 'läuft', passed: 'bestanden', failed: 'gescheitert', stopped: 'angehalten' },
};

export const commits: Spoken<typeof english.commits> = {
  title: 'Commits jedes Laufs',
  run: (n) => `Lauf ${n}`,
  made: (n) => (n === null || n === undefined ? 'seine Geschichte wurde umgeschrieben' : n ? count(n, 'Commit', 'Commits') : 'kein Commit'),
};

export const risk: Spoken<typeof english.risk> = { small: 'kleines Risiko', medium: 'mittleres Risiko', large: 'großes Risiko', also: (reasons) => `außerdem: ${reasons}` };

export const check: Spoken<typeof english.check> = {
  tally: (passed, total) => `${figure(passed)} von ${figure(total)} bestanden`,
  passed: 'bestanden',
  failed: 'gescheitert',
  'not started': 'ließ sich nicht starten',
  'timed out': 'nicht rechtzeitig fertig',
  flaky: 'erst beim zweiten Mal: wacklig',
  before: {
    passed: 'vorher bestanden',
    failed: 'auch vorher gescheitert',
    'timed out': 'auch vorher nicht rechtzeitig fertig',
    'not run': 'ließ sich auf dem Commit davor nicht ausführen',
  },
  failedBefore: (n, same) => `${figure(n)} ${same ? 'auch ' : ''}vorher gescheitert`,
  title: 'Prüfungen',
  ticket: (only) => (only ? 'Einzige Prüfung:' : 'Eigene Prüfung:'),
  notCheckable: (asked) => `Kein Befehl, also von dir zu prüfen: ${asked}`,
  none: 'Für dieses Projekt ist keine Prüfung bekannt, darum beweist nichts das Ergebnis.',
  output: (command) => `Ausgabe von ${command}`,
};
