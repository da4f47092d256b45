// What is said of dictating. Loaded late, with what listens.
export const dictation = {
  before: 'Before you speak',
  here: 'Your browser turns what you say into text on this device. The sound does not leave it.',
  away: 'Your browser turns what you say into text. For that, most send the sound to their maker: Chrome to Google, Safari to Apple, Edge to Microsoft. Farhand and the computer get the text alone.',
  editable: 'The words are put into the message, to be changed. Nothing is sent by speaking.',
  start: 'Start dictating',
  notNow: 'Not now',
  listening: 'Listening',
  stop: 'Stop',
  silent: 'Nothing was heard.',
  failed: (error: string) => FAILED[error] ?? `The browser stopped listening (${error}).`,
} as const;

const FAILED: Record<string, string> = {
  'no-speech': 'Nothing was heard.',
  'not-allowed': 'This page may not use the microphone. The browser’s settings for this site can allow it.',
  'service-not-allowed': 'This browser does not let pages dictate. The keyboard’s own microphone may.',
  'audio-capture': 'No microphone was found.',
  network: 'The browser’s speech service cannot be reached.',
  'language-not-supported': 'The browser does not understand this language.',
};
