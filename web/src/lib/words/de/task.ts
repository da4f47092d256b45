import type * as english from '../task';
import type { Spoken } from '../spoken';
import { count, figure } from './count';

export const state: Spoken<typeof english.state> = {
  received: 'Angekommen',
  waiting: 'Wartet',
  queued: 'In der Schlange',
  running: 'Läuft',
  checking: 'Wird geprüft',
  done: 'Fertig',
  failed: 'Gescheitert',
  cancelled: 'Abgebrochen',
  interrupted: 'Unterbrochen',
};

export const spared: Spoken<typeof english.spared> = {
  not_needed: 'Nicht nötig',
  not_done: 'Nicht getan',
};

export const reason: Spoken<typeof english.reason> = {
  answer: 'Es braucht eine Antwort von dir',
  approval: 'Es braucht deine Freigabe',
  dependency: 'Es beginnt nach der Aufgabe davor',
  capacity: 'Es beginnt, sobald Platz ist',
  quota: 'Das Limit des Modells ist erreicht',
  confirm: 'Diese Nachricht ist alt. Soll sie noch laufen?',
  project: 'Ihr Projekt muss genannt werden',
  stuck: 'Es hängt fest',
};

export const doing: Spoken<typeof english.doing> = {
  received: 'Auf dem Computer, noch nicht in der Schlange',
  waiting: 'Es wartet',
  queued: 'Es beginnt, sobald sein Projekt frei ist',
  running: 'Arbeitet',
  writing: 'Schreibt',
  checking: 'Führt die Prüfungen aus',
  for: (age) => `seit ${age}`,
  since: (age) => `letzter Schritt vor ${age}`,
  lastHeard: 'als zuletzt etwas zu hören war',
};

export const task: Spoken<typeof english.task> = {
  number: (n) => `#${n}`,
  follows: (n) => `nach #${n}`,
  stepOf: (position, of) => `Schritt ${position} von ${of}`,
  steps: (n) => count(n, 'Schritt', 'Schritte'),
  writing: 'Schreibt',
  printing: 'Ausgabe bisher',
  stop: 'Anhalten',
  goOn: 'Weitermachen',
  again: 'Noch einmal',
  goOnNow: 'Jetzt weitermachen',
  run: 'Ausführen',
  leave: 'Lassen',
  review: 'Diff ansehen',
  details: 'Einzelheiten',
  followUp: 'Fortsetzen',
  notChecked: 'nicht geprüft',
  files: (n) => count(n, 'Datei', 'Dateien'),
  lines: (added, removed) => `${count(added, 'Zeile', 'Zeilen')} mehr, ${figure(removed)} weniger`,
  cost: (usd) => (usd < 0.01 ? 'unter 0,01 $' : `${usd.toFixed(2).replace('.', ',')} $`),
  exit: (code) => `Exit ${code}`,
  denied: 'Nicht erlaubt',
  workspaceRemoved: (why, megabytes) =>
    `Ordner entfernt, ${megabytes < 1 ? 'unter 1' : figure(Math.round(megabytes))} MB frei: ${why}. Der Branch bleibt; eine Fortsetzung legt den Ordner wieder an.`,
  more: 'Alles zeigen',
  less: 'Weniger zeigen',
  output: 'Ausgabe',
  noSteps: 'Noch nichts getan',
  step: { going: 'im Gang', ok: 'getan', failed: 'gescheitert', denied: 'nicht erlaubt' },
};

export const stuck: Spoken<typeof english.stuck> = {
  state: 'Hängt fest',
  own: 'Was du dem Agenten sagen willst (freiwillig)',
  nudge: 'Anstoßen',
  retry: 'Von vorn',
  asked: { nudge: 'Sage es dem Agenten …', retry: 'Halte an, um von vorn zu beginnen …' },
};

export const waiting: Spoken<typeof english.waiting> = {
  first: 'Nach vorn',
  last: 'Nach hinten',
  edit: 'Ändern',
  text: (n) => `Text von #${n}`,
  save: 'Sichern',
  leave: 'Lassen',
};
