import type { search as english } from '../search';
import type { Spoken } from '../spoken';
import { count } from './count';

export const search: Spoken<typeof english> = {
  title: 'Suche',
  label: 'Wörter in Nachrichten, Aufgaben, Dateien und Ausgaben',
  hint: 'Durchsucht alles auf diesem Gerät, auch ohne Verbindung.',
  looking: 'Es wird gesucht…',
  found: (n, more) => (n === 0 ? 'Nichts gefunden' : more ? `Die neuesten ${count(n, 'Stelle', 'Stellen')}` : count(n, 'Stelle', 'Stellen')),
  all: 'Der ganze Verlauf wurde durchsucht.',
  since: (day, host) => `Durchsucht bis zurück zum ${day}. Was älter ist, liegt auf ${host}.`,
  fetch: (host) => `Von ${host} holen`,
  fetching: (day) => `Ältere Nachrichten werden gelesen, bisher bis zum ${day}…`,
  notFetched: (host) => `${host} hat nicht mehr gesendet. Vielleicht schläft er oder ist nicht zu erreichen.`,
  more: 'Mehr',
};
