import type { queue as english } from '../queue';
import type { Spoken } from '../spoken';
import { count } from './count';

export const queue: Spoken<typeof english> = {
  title: 'Warteschlange',
  open: (n) => (n ? `Warteschlange, ${count(n, 'Aufgabe', 'Aufgaben')}` : 'Warteschlange'),
  empty: (isPaused) => `Nichts läuft und nichts wartet.${isPaused ? '' : ' Neue Aufgaben beginnen sofort.'}`,
  working: 'In Arbeit',
  yours: 'Wartet auf dich',
  next: (project) => (project ? `Als Nächstes in ${project}` : 'Als Nächstes'),
  waiting: 'Wartet auf anderes',
  after: (numbers) => `nach ${numbers}`,
  priority: { high: 'zuerst', normal: '', low: 'wenn nichts anderes wartet' },
  up: (title) => `„${title}“ nach oben`,
  down: (title) => `„${title}“ nach unten`,
  drag: (title) => `„${title}“ ziehen`,
  moved: (title, place, of) => `„${title}“ ist jetzt ${place} von ${of}`,
  cancel: (title) => `„${title}“ abbrechen`,
  stop: (title) => `„${title}“ anhalten`,
  cancelled: (n) => `#${n} wird gleich abgebrochen.`,
  undo: 'Rückgängig',

  paused: 'Die Warteschlange ist angehalten: Nichts Neues beginnt.',
  goOn: 'Weiter',
  pause: 'Warteschlange anhalten',
  starts: 'Aufgaben beginnen, sobald ein Platz frei ist.',
  asked: 'Gefragt; noch nicht beim Computer',
};
