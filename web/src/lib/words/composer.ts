// What is said where messages are written.
import type { Aspect } from '../clarity';
import { count, figure } from './count';

export const composer = {
  label: (host: string) => `Message ${host}`,
  send: 'Send',
  dictate: 'Dictate',
  project: 'Project',
  anyProject: 'Project: ask me',
  followUp: (n: number) => `Follow-up to #${n}`,
  dropFollowUp: 'Not a follow-up',
  command: (project: string) => `Runs as a command in ${project}`,
  commandNoProject: 'Runs as a command',
  noCommand: 'A command takes no ticket: say in words what is to be done.',
  more: (asks: number) => (asks ? `Add to the message, ${figure(asks)} added` : 'Add to the message'),
  forms: 'What else the message says',
  form: { ticket: 'Ticket', steps: 'Steps', several: 'Several', templates: 'Templates' },
  offline: 'It stays on this device and is sent when there is a connection.',
  notNow: 'It cannot be sent from here until this device is paired again.',

  shared: 'Shared from another app. Read it over: nothing is sent until you send it.',
  notShared: 'What another app shared could not be kept: this device’s storage is full, or the app was not ready for it. Open the app once and share it again.',

  step: (n: number) => `Then, step ${n}`,
  stepExample: 'run the tests',
  stepsHint: 'Each begins once the one before it is done, in the same folder. “fix what fails” and “if it fails, stop” are understood.',
  addStep: 'Then …',
  dropStep: (n: number) => `Leave out step ${n}`,
  then: (step: string) => `then: ${step}`,
  bestOf: 'If its checks still fail after the repairs',
  attempts: (n?: number) => (n === undefined ? 'As the project says' : n === 0 ? 'No fresh attempts' : count(n, 'fresh attempt')),

  ticket: {
    where: 'Where',
    whereExample: 'the login page, src/login.py',
    verify: 'How to verify',
    verifyExample: 'npm test',
    verifyHint: 'One a line. A command is run as a check; anything else is for you to look at.',
    leaveAlone: 'Leave alone',
    leaveAloneExample: 'the database',
    said: (field: 'where' | 'verify' | 'leave_alone', words: string) => `${{ where: 'Where', verify: 'Verify', leave_alone: 'Leave alone' }[field]}: ${words}`,
  },

  clarity: {
    missing: (missing: readonly Aspect[], host: string) => {
      if (missing.includes('what')) return `Names nothing yet: ${host} will ask what it is about.`;
      if (missing.length === 2) return 'Could be clearer: where, and how is it verified?';
      if (missing.length === 1) return missing[0] === 'where' ? 'Could be clearer: where?' : 'Could be clearer: how is it verified?';
      return 'Says what, where and how to verify.';
    },
  },

  several: {
    list: 'Tasks of this message',
    offer: (n: number) => `Make ${figure(n)} tasks of this list`,
    count: (n: number) => count(n, 'task') + (n > 1 ? ', sent together' : ''),
    task: (n: number) => `Task ${n}`,
    add: 'Another task',
    drop: (n: number) => `Leave out task ${n}`,
    vague: 'It will be asked about',
    hint: 'Paste a list into a row to make a row of each item.',
  },

  templates: {
    here: 'Kept on this device only.',
    none: 'What you write often can be kept here to begin from.',
    use: (name: string) => `Use “${name}”`,
    rename: (name: string) => `Rename “${name}”`,
    remove: (name: string) => `Remove “${name}”`,
    name: 'Name',
    save: 'Keep what is written',
    saveName: 'Keep',
    cancel: 'Cancel',
    kept: (name: string) => `“${name}” is kept.`,
  },
} as const;
