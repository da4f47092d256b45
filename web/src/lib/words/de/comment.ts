import type { comment as english } from '../comment';
import type { Spoken } from '../spoken';
import { count } from './count';

const before = (side: 'old' | 'new'): string => (side === 'old' ? ' vor der Änderung' : '');
const comments = (n: number): string => count(n, 'Kommentar', 'Kommentare');

export const comment: Spoken<typeof english> = {
  title: 'Kommentare',
  hint: 'Tippe auf die Nummer einer Zeile, um sie zu kommentieren.',
  on: (line, side) => `Zeile ${line}${before(side)} kommentieren`,
  of: (line, side) => `Kommentar zu Zeile ${line}${before(side)}`,
  place: (path, line, side) => `${path}:${line}${before(side)}`,
  placeholder: 'Was soll anders sein?',
  save: 'Sichern',
  leave: 'Lassen',
  edit: 'Ändern',
  remove: 'Entfernen',
  draft: 'Entwurf',
  waiting: 'Entwurf; noch nicht beim Computer',
  outdated: 'überholt',
  stray: 'Zu Zeilen, die es hier nicht mehr gibt',
  count: comments,
  send: (n) => `${comments(n)} senden`,
  sending: (n) => `${comments(n)} auf dem Weg; noch nicht beim Computer`,
  closed: (n) => `${comments(n)} nicht gesendet: Über die Änderung ist entschieden. Nimm das zurück, um sie zu senden, oder entferne sie.`,
  later: (n) => `Aufgabe #${n} hat mit dieser Änderung weitergemacht: Kommentiere dort`,
};
