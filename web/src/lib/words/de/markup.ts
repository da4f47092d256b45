import type { markup as english } from '../markup';
import type { Spoken } from '../spoken';

export const markup: Spoken<typeof english> = {
  done: 'erledigt',
  open: 'offen',
  picture: (alt) => (alt ? `[Bild nicht gezeigt: ${alt}]` : '[Bild nicht gezeigt]'),
  notes: 'Notizen zum Vortrag',
};
