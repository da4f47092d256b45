import type { preview as english } from '../preview';
import type { Spoken } from '../spoken';
import { figure } from './count';

const rows = (n: number): string => (n === 1 ? 'eine weitere Zeile' : `${figure(n)} weitere Zeilen`);
const columns = (n: number): string => (n === 1 ? 'eine weitere Spalte' : `${figure(n)} weitere Spalten`);

export const preview: Spoken<typeof english> = {
  title: 'Datei',
  notHere: 'Diese Datei gehört nicht zu dem, was dieses Gerät gerade zeigt. Öffne sie aus dem Verlauf.',
  toThread: 'Zum Verlauf',
  away: (host) => `Zu sehen, sobald ${host} wieder da ist.`,
  making: (host, seconds) => `${host} macht eine Vorschau. Dafür sind bis zu ${seconds} Sekunden Zeit.`,
  silent: (host, seconds) => `${host} hat seit ${seconds} Sekunden nicht geantwortet.`,
  why: {
    locked: 'Sie lässt sich nicht zeigen, weil sie ein Passwort will. Sichere sie und öffne sie mit einer deiner Apps.',
    damaged: 'Sie lässt sich nicht zeigen, weil sie beschädigt ist oder nicht das, was ihr Name sagt. Sichere sie, um selbst nachzusehen.',
    too_much: 'Sie lässt sich nicht zeigen, weil das zu viel Zeit oder Speicher kosten würde. Sichere sie stattdessen.',
    unknown: 'Für diese Art Datei gibt es keine Vorschau. Sichere sie, um sie zu öffnen.',
    gone: 'Sie lässt sich nicht zeigen, weil sie nicht mehr auf dem Computer ist.',
    not_sent: 'Sie lässt sich nicht zeigen, weil das Relay die Vorschau nicht angenommen hat. Versuche es später oder sichere sie.',
    failed: 'Sie lässt sich nicht zeigen, weil Farhand selbst versagt hat; das Log auf dem Computer sagt mehr. Sichere sie stattdessen.',
  },
  named: (kind, part, parts, title) => {
    const name = { page: 'Seite', slide: 'Folie', sheet: 'Blatt', picture: '', document: '', text: '' }[kind];
    const place = name && `${name} ${figure(part + 1)} von ${figure(parts)}`;
    return [place, title].filter(Boolean).join(': ');
  },
  inside: (name) => `Was in ${name} ist`,
  says: (name, text) => (text ? `${name}: ${text}` : name),
  only: {
    slide: 'Was die Folien sagen und zeigen, nicht wie sie aussehen.',
    document: 'Was das Dokument sagt und zeigt, nicht wie es aussieht.',
    sheet: 'Die Werte, wie sie zuletzt berechnet wurden.',
  },
  more: (rowsLeft, columnsLeft) => `Nicht gezeigt: ${[rowsLeft && rows(rowsLeft), columnsLeft && columns(columnsLeft)].filter(Boolean).join(' und ')}.`,
  moreLines: (n) => (n === 1 ? 'Nicht gezeigt: eine weitere Zeile.' : `Nicht gezeigt: ${figure(n)} weitere Zeilen.`),
  moreParts: (n) => `Nur die ersten ${figure(n)} werden gezeigt. Sichere sie, um weiterzulesen.`,
  assumed: (encoding) => `Sie sagt ihre Zeichenkodierung nicht und wird als ${encoding} gelesen. Sehen Buchstaben falsch aus, sichere sie und öffne sie mit einer deiner Apps.`,
  empty: 'Es steht nichts darin.',
  undrawn: 'Dieser Browser kann es nicht zeichnen. Sichere sie stattdessen.',
  zoom: 'Größe der Seiten',
  smaller: 'Kleiner',
  larger: 'Größer',
  percent: (times) => `${Math.round(100 * times)} %`,
};
