import type { figures as english } from '../figures';
import type { Spoken } from '../spoken';

export const figures: Spoken<typeof english> = {
  locale: 'de',
  bytes: (n) => (n === 1 ? '1 Byte' : `${n} Byte`),
  days: (n) => `${n} Tg.`, // in every case of the noun
  of: (part, whole) => `${part} von ${whole}`,
  minutes: (n) => (n === '1' ? 'Minute' : 'Minuten'),
  dollars: (usd) => `${usd.replace('.', ',')} $`,
  underASecond: 'unter 1 s',
  justNow: 'eben',
  ago: (span) => `vor ${span}`,
};
