import type * as english from '../approval';
import type { Spoken } from '../spoken';
import { count } from './count';

export const approval: Spoken<typeof english.approval> = {
  heading: 'Braucht deine Freigabe',
  allow: 'Einmal erlauben',
  deny: 'Ablehnen',
  sending: (verdict, host) => `Hier ${verdict === 'allow' ? 'erlaubt' : 'abgelehnt'}. Warte, dass ${host} es bestätigt.`,
  exact: 'Genau dies, einmal',
  why: 'Warum',
  askedBy: (title) => `für „${title}“`,
  further: 'Mehr als einmal erlauben',
  rule: 'Genau dies, von jetzt an',
  forTask: 'Für diese Aufgabe',
  always: (project) => `Immer in ${project}`,
  noAlways: 'Ein ungeschütztes Gerät kann nichts für immer erlauben.',
  own: 'Sag, was du stattdessen willst',
  denyWith: 'Ablehnen und dies sagen',
  held: (time) => `Der Agent wartet noch ${time}. Danach wird er weggelegt, und deine Antwort zählt trotzdem.`,
  parking: 'Der Agent wird gerade weggelegt. Deine Antwort zählt trotzdem.',
  parked: (age) => `Seit ${age} weggelegt. Es geht von selbst weiter, sobald du antwortest.`,
  hidden: 'Zeichen, die man nicht sieht, sind in Klammern ausgeschrieben.',
  position: (at, of) => `${at} von ${of}`,
  next: 'Nächste',
  previous: 'Vorige',
};

export const plan: Spoken<typeof english.plan> = {
  heading: 'Zeigt dir seinen Plan',
  allow: 'Mach es so',
  deny: 'So nicht',
  denyWith: 'So nicht: dies sagen',
  own: 'Sag, was anders sein soll',
};

export const leeway: Spoken<typeof english.leeway> = {
  title: 'Was Agenten ungefragt dürfen',
  short: { ask: 'Nichts: frag mich', edit: 'Dateien ändern', full: 'Volles Vertrauen im Arbeitsordner' },
  means: {
    ask: 'Nach jeder Änderung und jedem Befehl wird gefragt.',
    edit: 'Änderungen im Arbeitsordner gehen durch. Nach Befehlen wird gefragt.',
    full: 'Änderungen und Befehle im Arbeitsordner gehen durch. Nach dem, was etwas außerhalb nennt, nach Dateien von git, vom Agenten und von Farhand und nach dem Netz wird weiter gefragt. Befehle laufen nicht abgeschirmt: Ein Programm, das einer startet, kann alles, was du kannst.',
  },
  protectedOnly: 'Ein ungeschütztes Gerät kann das nicht ändern.',
  rule: 'Von jetzt an erlaubt',
  noRules: 'Sonst wurde nichts für immer erlaubt.',
  remove: 'Wieder fragen',
  taskRule: (n) => `Von jetzt an erlaubt für Aufgabe #${n}`,
  forTask: (n) => `Für diese Aufgabe erlaubt: ${count(n, 'Regel', 'Regeln')}`,
};

export const question: Spoken<typeof english.question> = {
  heading: 'Hat eine Frage',
  own: 'In deinen eigenen Worten',
  answer: 'Antworten',
  sending: (host) => `Hier beantwortet. Warte, dass ${host} es bestätigt.`,
  many: 'Wähle eine oder mehrere',
};
