import type { composer as english } from '../composer';
import type { Spoken } from '../spoken';
import { count, figure } from './count';

export const composer: Spoken<typeof english> = {
  label: (host) => `Nachricht an ${host}`,
  send: 'Senden',
  dictate: 'Diktieren',
  project: 'Projekt',
  anyProject: 'Projekt: frag mich',
  followUp: (n) => `Fortsetzung von #${n}`,
  dropFollowUp: 'Keine Fortsetzung',
  command: (project) => `Läuft als Befehl in ${project}`,
  commandNoProject: 'Läuft als Befehl',
  noCommand: 'Ein Befehl hat kein Ticket: Sag in Worten, was zu tun ist.',
  more: (asks) => (asks ? `Zur Nachricht hinzufügen, ${figure(asks)} hinzugefügt` : 'Zur Nachricht hinzufügen'),
  forms: 'Was die Nachricht sonst noch sagt',
  form: { ticket: 'Ticket', steps: 'Schritte', several: 'Mehrere', templates: 'Vorlagen' },
  offline: 'Sie bleibt auf diesem Gerät und wird gesendet, sobald es eine Verbindung gibt.',
  notNow: 'Von hier kann sie erst gesendet werden, wenn dieses Gerät wieder gekoppelt ist.',

  shared: 'Aus einer anderen App geteilt. Lies es durch: Nichts wird gesendet, bis du es sendest.',
  notShared: 'Was eine andere App geteilt hat, ließ sich nicht aufheben: Der Speicher dieses Geräts ist voll, oder die App war nicht so weit. Öffne die App einmal und teile es noch einmal.',

  step: (n) => `Dann, Schritt ${n}`,
  stepExample: 'run the tests',
  stepsHint: 'Jeder beginnt, wenn der vor ihm fertig ist, im selben Ordner. „fix what fails“ und „if it fails, stop“ werden verstanden.',
  addStep: 'Dann …',
  dropStep: (n) => `Schritt ${n} weglassen`,
  then: (step) => `dann: ${step}`,
  bestOf: 'Wenn die Prüfungen nach den Reparaturen noch scheitern',
  attempts: (n) => (n === undefined ? 'Wie das Projekt es sagt' : n === 0 ? 'Keine neuen Versuche' : count(n, 'neuer Versuch', 'neue Versuche')),

  ticket: {
    where: 'Wo',
    whereExample: 'die Anmeldeseite, src/login.py',
    verify: 'Wie zu prüfen',
    verifyExample: 'npm test',
    verifyHint: 'Eines je Zeile. Ein Befehl wird als Prüfung ausgeführt; alles andere siehst du dir selbst an.',
    leaveAlone: 'Nicht anfassen',
    leaveAloneExample: 'die Datenbank',
    // The computer reads these names in the message: they are its, not the reader's.
    said: (field, words) => `${{ where: 'Where', verify: 'Verify', leave_alone: 'Leave alone' }[field]}: ${words}`,
  },

  clarity: {
    missing: (missing, host) => {
      if (missing.includes('what')) return `Nennt noch nichts: ${host} wird fragen, worum es geht.`;
      if (missing.length === 2) return 'Es ginge klarer: wo, und wie wird es geprüft?';
      if (missing.length === 1) return missing[0] === 'where' ? 'Es ginge klarer: wo?' : 'Es ginge klarer: Wie wird es geprüft?';
      return 'Sagt was, wo und wie es zu prüfen ist.';
    },
  },

  several: {
    list: 'Aufgaben dieser Nachricht',
    offer: (n) => `${figure(n)} Aufgaben aus dieser Liste machen`,
    count: (n) => count(n, 'Aufgabe', 'Aufgaben') + (n > 1 ? ', zusammen gesendet' : ''),
    task: (n) => `Aufgabe ${n}`,
    add: 'Noch eine Aufgabe',
    drop: (n) => `Aufgabe ${n} weglassen`,
    vague: 'Danach wird gefragt werden',
    hint: 'Füge eine Liste in eine Zeile ein, und jeder Punkt wird eine Zeile.',
  },

  templates: {
    here: 'Nur auf diesem Gerät gespeichert.',
    none: 'Was du oft schreibst, kannst du hier als Anfang aufheben.',
    use: (name) => `„${name}“ verwenden`,
    rename: (name) => `„${name}“ umbenennen`,
    remove: (name) => `„${name}“ entfernen`,
    name: 'Name',
    save: 'Das Geschriebene aufheben',
    saveName: 'Aufheben',
    cancel: 'Abbrechen',
    kept: (name) => `„${name}“ ist aufgehoben.`,
  },
};
