import type { power as english } from '../power';
import type { Spoken } from '../spoken';

export const power: Spoken<typeof english> = {
  title: 'Wach halten, solange es Arbeit gibt',
  on: 'an',
  off: 'aus',
  means: (host) => `${host} geht nicht von selbst schlafen, solange eine Aufgabe läuft, geprüft oder gemeldet wird oder auf ein Limit wartet, das bald vorbei ist. Mit zugeklapptem Deckel schläft ${host} trotzdem ein.`,
  offMeans: (host) => `${host} darf schlafen gehen, während eine Aufgabe läuft. Sie geht weiter, wenn der Computer aufwacht.`,
  cannot: (host, why) => `${host} kann nicht wach gehalten werden: ${why}. Stelle den Computer so ein, dass er nicht von selbst schlafen geht.`,
  needless: (host) => `${host} geht nicht von selbst schlafen, also ist nichts zu verhindern. Läuft Farhand in einem Container, kann der Rechner darum herum trotzdem schlafen gehen.`,
  asked: (host) => `Warte, bis ${host} es übernimmt.`,
  olderHost: (host) => `Farhand auf ${host} ist zu alt, um es zu sagen.`,
  slept: (host, long) => `${host} hat ${long} geschlafen.`,
};
