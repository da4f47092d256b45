import type { dictation as english } from '../dictation';
import type { Spoken } from '../spoken';

export const dictation: Spoken<typeof english> = {
  before: 'Bevor du sprichst',
  here: 'Dein Browser macht auf diesem Gerät Text aus dem, was du sagst. Der Ton verlässt es nicht.',
  away: 'Dein Browser macht Text aus dem, was du sagst. Dafür senden die meisten den Ton an ihren Hersteller: Chrome an Google, Safari an Apple, Edge an Microsoft. Farhand und der Computer bekommen nur den Text.',
  editable: 'Die Worte kommen in die Nachricht, wo du sie ändern kannst. Durch Sprechen wird nichts gesendet.',
  start: 'Diktat beginnen',
  notNow: 'Nicht jetzt',
  listening: 'Hört zu',
  stop: 'Aufhören',
  silent: 'Es war nichts zu hören.',
  failed: (error) => FAILED[error] ?? `Der Browser hat aufgehört zuzuhören (${error}).`,
};

const FAILED: Record<string, string> = {
  'no-speech': 'Es war nichts zu hören.',
  'not-allowed': 'Diese Seite darf das Mikrofon nicht benutzen. Die Einstellungen des Browsers für diese Seite können es erlauben.',
  'service-not-allowed': 'Dieser Browser lässt Seiten nicht diktieren. Das Mikrofon der Tastatur vielleicht schon.',
  'audio-capture': 'Kein Mikrofon wurde gefunden.',
  network: 'Der Sprachdienst des Browsers ist nicht zu erreichen.',
  'language-not-supported': 'Der Browser versteht diese Sprache nicht.',
};
