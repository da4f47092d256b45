import type { diff as english } from '../diff';
import type { Spoken } from '../spoken';
import { count, figure } from './count';

const ENDS = { lf: 'CRLF → LF', crlf: 'LF → CRLF', otherwise: 'Leerzeichen oder CR' } as const;
const NO_NEWLINE = 'No newline at end of file';

export const diff: Spoken<typeof english> = {
  viewed: 'Gesehen',
  split: 'Nebeneinander',
  viewedOf: (viewed, files) => `${viewed} von ${count(files, 'Datei', 'Dateien')} gesehen`,
  keptHere: 'Die Häkchen bleiben auf diesem Gerät und verfallen, wenn sich eine Datei ändert.',
  notKept: 'Dieser Browser behält nichts: Die Häkchen sind weg, wenn die Seite geschlossen wird.',
  pointers: { link: 'Link', submodule: 'Submodul' },
  leads: ({ kind, target, outside }, status) => {
    const was = status === 'deleted' ? 'War ein' : 'Ein';
    if (kind === 'submodule') return `${was} Submodul, die Dateien eines anderen Repositorys, bei dessen Commit ${target}. Sie stehen nicht hier.`;
    return `${was} symbolischer Link auf ${target}${outside ? ', der aus dem Projekt hinausführt oder es könnte' : ''}.`;
  },
  ends: ({ to, only }) => (only ? `Nur Zeilenenden geändert: ${ENDS[to]}.` : `Auch die Zeilenenden geändert: ${ENDS[to]}.`),
  remark: (text) => (text === NO_NEWLINE ? 'Kein Zeilenumbruch am Ende der Datei' : text),
  missing: (lines, of) => `${figure(lines)} von ${count(of, 'geänderten Zeile', 'geänderten Zeilen')} stehen nicht hier: Der Diff ist größer, als hier gelesen wird. Sieh ihn am Computer an.`,
  leftOut: (characters, changed) => `⋯ ${count(characters, 'Zeichen', 'Zeichen')}${changed ? ', auch geändert' : ''} ⋯`,
  showAll: (characters) => `Alles zeigen: ${count(characters, 'Zeichen', 'Zeichen')}`,
  cutAgain: 'Weniger zeigen',
};
