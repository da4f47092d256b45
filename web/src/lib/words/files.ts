// What is said of files that go with a message, or come back from a task.
import { figure } from './count';
import { sizeWords } from '../size';

export const files = {
  attach: 'Attach files',
  photo: 'Photo',
  camera: 'Camera',
  file: 'File',
  list: 'Files with this message',
  came: 'Files that came with it',
  going: (sent: number, size: number) => `${sizeWords(sent)} of ${sizeWords(size)}`,
  paused: (sent: number, size: number) => `paused at ${sizeWords(sent)} of ${sizeWords(size)}`,
  waiting: 'waits for a connection',
  pause: (name: string) => `Pause ${name}`,
  resume: (name: string) => `Go on with ${name}`,
  drop: (name: string) => `Leave out ${name}`,
  tooLarge: (name: string, size: number, limit: number) => `${name} has ${sizeWords(size)}; a file may have ${sizeWords(limit)}`,
  tooMany: (limit: number) => `a message takes at most ${limit} files; send the others with a follow-up`,
  empty: 'Say what is to be done with the files.',
  noCommand: 'A command takes no files: say in words what is to be done with them.',
  sending: 'Sent as soon as its files are there',
  stuck: 'Not sent: one of its files cannot be',
  takeBack: 'Take back',
  title: (n: number) => `Files ${figure(n)}`,
  facts: (media: string, size: number) => `${kindOf(media)}, ${sizeWords(size)}`,
  look: 'Look',
  share: 'Save or share',
  ask: 'Ask for changes',
  asked: (name: string) => `Change ${name}: `,
  named: (act: string, name: string) => `${act}: ${name}`,
  fetching: 'Fetching…',
  onlyThere: 'the relay was away when this file was made: it lies on the computer, where `farhand files` saves it',
  gone: 'it is not on this device any more; attach it again',
  full: 'the relay’s space for files is full; try again later, or a smaller file',
  refused: (status: number) => `the relay refused it (${status}); attach it again`,
} as const;

const KINDS: Record<string, string> = {
  'application/pdf': 'PDF',
  'application/zip': 'Archive',
  'text/csv': 'Table',
  'text/markdown': 'Markdown',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Workbook',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'Slides',
};
const GROUPS: Record<string, string> = { image: 'Image', audio: 'Sound', video: 'Video', text: 'Text' };

/** What a file is, for people. */
function kindOf(media: string): string {
  return KINDS[media] ?? GROUPS[media.split('/')[0] ?? ''] ?? 'File';
}
