import type { diff as english } from '../diff';
import type { Spoken } from '../spoken';
import { count } from './count';

export const diff: Spoken<typeof english> = {
  viewed: 'Gesehen',
  split: 'Nebeneinander',
  viewedOf: (viewed, files) => `${viewed} von ${count(files, 'Datei', 'Dateien')} gesehen`,
  keptHere: 'Die Häkchen bleiben auf diesem Gerät und verfallen, wenn sich eine Datei ändert.',
  notKept: 'Dieser Browser behält nichts: Die Häkchen sind weg, wenn die Seite geschlossen wird.',
};
