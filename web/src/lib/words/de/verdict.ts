import type { Spoken } from '../spoken';
import type { verdict as english } from '../verdict';

export const verdict: Spoken<typeof english> = {
  title: 'Was sagst du?',
  apply: 'Sieht gut aus: übernehmen',
  sendBack: 'Zurückgeben',
  sendBackHint: 'Zurückgeben ist eine Fortsetzung in deinen eigenen Worten: Der Agent macht weiter, wo er aufhörte.',
  atComputer: 'Am Computer ansehen',
  openThere: (host) => `Den Ordner auf ${host} öffnen`,
  askedToOpen: (host) => `Darum gebeten; ${host} hat es noch nicht angenommen und tut das zehn Minuten lang.`,
  read: 'Die Änderung in einem Terminal lesen:',
  tryIt: 'In einem eigenen Ordner ausprobieren, neben deinem Projekt:',
  copy: 'Kopieren',
  copied: 'Kopiert',
};
