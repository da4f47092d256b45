import type { connection as english } from '../connection';
import type { Spoken } from '../spoken';
import { count } from './count';

export const connection: Spoken<typeof english> = {
  yourComputer: 'dein Computer',
  starting: 'Öffne, was auf diesem Gerät ist.',
  offline: (unsent) =>
    unsent
      ? `Du bist offline. ${count(unsent, 'Nachricht geht', 'Nachrichten gehen')} los, sobald du wieder verbunden bist.`
      : 'Du bist offline. Was du schreibst, geht los, sobald du wieder verbunden bist.',
  connecting: (span) => `Verbinde seit ${span}.`,
  catchingUp: (span) => `Lese seit ${span}, was inzwischen kam.`,
  noRelay: (clock) => `Das Relay antwortet seit ${clock} nicht. Deine Nachrichten sind gesichert.`,
  awake: 'Wach',
  awakeAgo: (span) => `Wach vor ${span}`,
  asleep: (host, clock) => `${host} schläft seit ${clock}. Was du sendest, läuft, wenn es aufwacht.`,
  stopped: (host, clock) => `Farhand läuft seit ${clock} nicht auf ${host}. Starte es, um weiterzumachen.`,
  unreachable: (host, clock) => `${host} ist seit ${clock} nicht zu erreichen. Deine Nachrichten sind gesichert.`,
  heldBack: (records, clock) => `Das Relay hält seit ${clock} ${count(records, 'Eintrag', 'Einträge')} zurück.`,
  identityChanged: 'Dieser Computer weist sich anders aus als bisher. Mach nur weiter, wenn du ihn neu gekoppelt hast.',
  unpaired: (host) => `Dieses Gerät ist nicht mehr mit ${host} gekoppelt. Kopple es neu, um weiterzumachen.`,
  lostKeys: (host) => `Dieses Gerät hat seine Kopplung verloren. Scanne noch einmal; dein Verlauf ist auf ${host}.`,
  noStorage: 'Dieser Browser lässt Farhand nichts auf diesem Gerät aufheben.',
  full: (host, clock) => `Der Speicher dieses Geräts ist seit ${clock} voll. Was ${host} sendet, wartet beim Relay; schaffe etwas Platz.`,
};
