import type { needs as english } from '../needs';
import type { Spoken } from '../spoken';

export const needs: Spoken<typeof english> = {
  reach: 'Was es berühren kann',
  folder: 'Ordner',
  reads: 'Liest',
  writes: 'Schreibt',
  network: 'Netz',
  files: 'Dateien',
  unasked: 'Dort ungefragt',
  nothing: 'nichts',
  none: 'keines',
  unknown: 'unbekannt',
  staysInside: 'unbekannt: Es nennt nichts außerhalb des Ordners, aber was es startet, kann alles, was du kannst',
  namesOutside: 'unbekannt: Es nennt etwas außerhalb des Ordners oder im Netz',

  byRule: { once: 'durch eine Regel, die gewährt wurde', task: 'für die ganze Aufgabe', project: 'für immer im Projekt' },
  verdict: (by, time) => ({
    allowed: `Erlaubt von ${by}, ${time}`,
    denied: `Abgelehnt von ${by}, ${time}`,
    answered: `Beantwortet von ${by}, ${time}`,
    over: `Seit ${time} nicht mehr gefragt: Der Lauf ist vorbei`,
  }),
  passkey: 'nicht gesendet: braucht deinen Passkey',
  confirm: 'Mit Passkey bestätigen',
  needless: 'noch nicht gesendet',
  send: 'Senden',
  takeBack: 'Zurücknehmen',
  takeBackText: 'Ohne die Dateien zurücknehmen',

  goesOn: 'Geht unten weiter',
  more: 'Unten mehr',
  aside: 'Zurück zum Verlauf',
  show: 'Zeigen',
  instead: {
    action: 'Um es zu erlauben, leere, was du stattdessen geschrieben hast.',
    plan: 'Damit es so gemacht wird, leere, was anders sein soll.',
  },

  elsewhere: 'Anderswo beantwortet',
  several: (n) => `${n} wurden anderswo beantwortet`,
  seen: 'Schließen',
  you: 'dir',
  over: 'Beantwortet oder nicht mehr gefragt',
  says: {
    denied: { you: 'Du willst stattdessen:', other: (by) => `${by} will stattdessen:` },
    answered: { you: 'Deine Antwort:', other: (by) => `Antwort von ${by}:` },
  },
};
