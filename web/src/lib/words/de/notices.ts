import type { notices as english } from '../notices';
import type { Spoken } from '../spoken';

export const notices: Spoken<typeof english> = {
  title: 'Meldungen',
  empty: 'Noch nichts zu melden. Ergebnisse und Fragen stehen dann hier.',
  unread: 'ungelesen',
  kept: (most) => `Hier bleiben die neuesten ${most}. Was älter ist, steht im Verlauf, wo es geschah.`,
};
