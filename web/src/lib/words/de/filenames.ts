import type { filenames as english } from '../filenames';
import type { Spoken } from '../spoken';

export const filenames: Spoken<typeof english> = {
  title: 'Dateien des Projekts',
  noProject: 'Wähle ein Projekt, um seine Dateien zu nennen.',
  away: (host) => `Die Namen der Dateien kommen von ${host}, und das ist gerade nicht zu erreichen. Du kannst weiterschreiben.`,
  asking: (host) => `Frage ${host} …`,
  silent: (host) => `${host} antwortet noch nicht. Du kannst weiterschreiben.`,
  none: (query) => `Keine Datei passt zu „${query}“.`,
};
