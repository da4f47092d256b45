import { sizeWords } from '../../size';
import type { files as english } from '../files';
import type { Spoken } from '../spoken';
import { figure } from './count';

export const files: Spoken<typeof english> = {
  attach: 'Dateien anhängen',
  photo: 'Foto',
  camera: 'Kamera',
  file: 'Datei',
  list: 'Dateien dieser Nachricht',
  came: 'Dateien, die mitkamen',
  going: (sent, size) => `${sizeWords(sent)} von ${sizeWords(size)}`,
  paused: (sent, size) => `angehalten bei ${sizeWords(sent)} von ${sizeWords(size)}`,
  waiting: 'wartet auf eine Verbindung',
  pause: (name) => `${name} anhalten`,
  resume: (name) => `Mit ${name} weitermachen`,
  drop: (name) => `${name} weglassen`,
  tooLarge: (name, size, limit) => `${name} hat ${sizeWords(size)}; eine Datei darf ${sizeWords(limit)} haben`,
  tooMany: (limit) => `eine Nachricht nimmt höchstens ${limit} Dateien; sende die anderen mit einer Fortsetzung`,
  empty: 'Sag, was mit den Dateien geschehen soll.',
  noCommand: 'Ein Befehl nimmt keine Dateien: Sag in Worten, was mit ihnen geschehen soll.',
  sending: 'Wird gesendet, sobald die Dateien dort sind',
  stuck: 'Nicht gesendet: eine der Dateien kann es nicht',
  takeBack: 'Zurücknehmen',
  title: (n) => `Dateien ${figure(n)}`,
  facts: (media, size) => `${kindOf(media)}, ${sizeWords(size)}`,
  look: 'Ansehen',
  share: 'Sichern oder teilen',
  ask: 'Änderungen wünschen',
  asked: (name) => `Change ${name}: `,
  named: (act, name) => `${act}: ${name}`,
  fetching: 'Wird geholt …',
  onlyThere: 'das Relay war nicht da, als diese Datei entstand: Sie liegt auf dem Computer, wo `farhand files` sie sichert',
  gone: 'sie ist nicht mehr auf diesem Gerät; hänge sie noch einmal an',
  full: 'der Platz des Relays für Dateien ist voll; versuche es später oder mit einer kleineren Datei',
  refused: (status) => `das Relay hat sie abgelehnt (${status}); hänge sie noch einmal an`,
};

const KINDS: Record<string, string> = {
  'application/pdf': 'PDF',
  'application/zip': 'Archiv',
  'text/csv': 'Tabelle',
  'text/markdown': 'Markdown',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Arbeitsmappe',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Dokument',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'Folien',
};
const GROUPS: Record<string, string> = { image: 'Bild', audio: 'Ton', video: 'Video', text: 'Text' };

function kindOf(media: string): string {
  return KINDS[media] ?? GROUPS[media.split('/')[0] ?? ''] ?? 'Datei';
}
