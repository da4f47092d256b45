import type { exported as englishExported, settings as english } from '../settings';
import type { Spoken } from '../spoken';
import { figure } from './count';

export const settings: Spoken<typeof english> = {
  looked: (clock) => `Um ${clock} noch einmal nachgesehen.`,

  connected: 'gerade verbunden',
  lastSeen: (ago) => `zuletzt gesehen ${ago}`,
  neverSeen: 'seither nicht gesehen',

  unpaired: (host) => `Der Name dieses Geräts, seine Benachrichtigungen und was ${host} Agenten erlaubt lassen sich ändern, sobald es wieder gekoppelt ist.`,

  theme: 'Aussehen',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },

  language: 'Sprache',
  languages: { system: 'Wie der Browser', en: 'English', de: 'Deutsch' },
  languageMeans: 'Agenten antworten in der Sprache, in der du ihnen schreibst. Einige Worte des Computers sind auf Englisch.',

  storageTitle: 'Speicher',
  storage: (used) => `Farhand belegt ${used} auf diesem Gerät.`,
  mayGo: 'Der Browser darf das löschen, wenn der Platz knapp wird oder Farhand wochenlang nicht geöffnet wurde. Der Verlauf selbst liegt auf dem Computer.',
  persist: 'Den Browser bitten, es zu behalten',
  refused: 'Der Browser war nicht einverstanden. Die App zu installieren oder öfter zu öffnen ändert das.',

  export: 'Den Verlauf mitnehmen',
  exportMeans: 'Alles aus dem Verlauf als Datei auf diesem Gerät. Sie ist nicht versiegelt: Wer die Datei hat, kann sie lesen.',
  markdown: 'Markdown, zum Lesen',
  json: 'JSON, für Programme',
  exporting: 'Hole, was noch nicht auf diesem Gerät ist …',

  wipeTitle: 'Hier nichts zurücklassen',
  wipe: 'Dieses Gerät leeren',
  wipeAsk: 'Dieses Gerät leeren?',
  wipeMeans: (host) =>
    `Seine Schlüssel und seine Kopie des Verlaufs werden sofort gelöscht, auch ohne Verbindung. ${host} erfährt davon nichts: Entkopple es auch dort.`,
  wipeLoses: (unsent) =>
    unsent === 1 ? 'Eine Nachricht, die nur auf diesem Gerät ist, geht verloren.' : `${figure(unsent)} Nachrichten, die nur auf diesem Gerät sind, gehen verloren.`,
};

export const exported: Spoken<typeof englishExported> = {
  title: (host) => `Verlauf mit ${host}`,
  from: (when) => `Mitgenommen am ${when}`,
  partial: 'Ältere Einträge waren nicht auf diesem Gerät und konnten nicht geholt werden; sie sind auf dem Computer.',
};
