// What a person can choose about this device, and what it holds.
import { figure } from './count';
export const settings = {
  looked: (clock: string) => `Looked again at ${clock}.`,

  connected: 'connected now',
  lastSeen: (ago: string) => `last seen ${ago}`,
  neverSeen: 'not seen since',

  unpaired: (host: string) => `This device’s name, its notifications and what ${host} lets agents do can be changed once it is paired again.`,

  theme: 'Look',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },

  language: 'Language',
  languages: { system: 'As the browser', en: 'English', de: 'Deutsch' },
  languageMeans: 'Agents answer in the language you write to them in. A few words of the computer are in English.',

  storageTitle: 'Storage',
  storage: (used: string) => `Farhand uses ${used} on this device.`,
  mayGo: 'The browser may clear it when space is short, or when Farhand was not opened for weeks. The thread itself is on the computer.',
  persist: 'Ask the browser to keep it',
  refused: 'The browser did not agree. Installing the app, or opening it more often, changes that.',

  export: 'Take the thread with you',
  exportMeans: 'Everything of the thread, as a file on this device. It is not sealed: whoever has the file can read it.',
  markdown: 'Markdown, to read',
  json: 'JSON, for programs',
  exporting: 'Fetching what is not on this device yet…',

  wipeTitle: 'Leave nothing here',
  wipe: 'Wipe this device',
  wipeAsk: 'Wipe this device?',
  wipeMeans: (host: string) =>
    `Its keys and its copy of the thread are deleted at once, also without a connection. ${host} is not told: unpair it there, too.`,
  wipeLoses: (unsent: number) => `${unsent === 1 ? 'One message that is' : `${figure(unsent)} messages that are`} only on this device will be lost.`,
} as const;

/** What an exported thread says of itself. */
export const exported = {
  title: (host: string) => `Thread with ${host}`,
  from: (when: string) => `Taken on ${when}`,
  partial: 'Older records were not on this device and could not be fetched; they are on the computer.',
} as const;
