// Every word the screens say, in one place, so that they can be read, corrected and translated together.
import type { ConnectionState } from './view';
import { approval, leeway, plan, question } from './words/approval';
import { attempt, change, check, commits, risk } from './words/change';
import { comment } from './words/comment';
import { composer } from './words/composer';
import { count, figure } from './words/count';
import { needs } from './words/needs';
import { queue } from './words/queue';
import { files } from './words/files';
import { exported, settings } from './words/settings';
import { statistics } from './words/statistics';
import { doing, reason, spared, state, stuck, task, waiting } from './words/task';

export const words = {
  product: 'Farhand',
  demo: 'Demo: canned model, sample project',
  demoShort: 'Demo',
  unprotected: 'Unprotected: this page came over plain http',
  unprotectedShort: 'Unprotected',
  starting: 'Reading this device…',
  folding: (done: number, of: number) => `This version reads the whole thread once: ${figure(done)} of ${count(of, 'entry', 'entries')}`,
  back: 'Back',
  retry: 'Try again',
  failedHere: (reason: string) => `That did not work: ${reason}`,

  update: {
    ready: 'New version ready.',
    now: 'Update now',
    reload: 'Reload',
  },

  missingPart: {
    title: 'A new version is there: reload',
    why: 'A part of the app could not be loaded. Mostly the computer has a newer one. If reloading does not help, the computer or the network cannot be reached now.',
  },

  queue,

  day: { spent: (spent: string) => `Today: ${spent}` },

  noStorage: {
    title: 'Nothing can be kept here',
    why: 'This browser does not let Farhand store its keys and messages on this device. That is so in some private windows, and where a setting blocks the data of sites.',
    next: 'Open Farhand in a normal window, or allow site data for this address. Then try again.',
  },

  header: {
    notices: (unread: number) => (unread ? `Notices, ${unread} unread` : 'Notices'),
    search: 'Search the thread',
    devices: 'Devices and about',
    pairAgain: 'Pair again',
    /** Beside the mark of a state whose sentence stands in a banner. */
    grave: {
      held_back: 'Records missing',
      identity_changed: 'Not trusted',
      unpaired: 'Unpaired',
      lost_keys: 'Not paired',
      no_storage: 'No storage',
      full: 'Storage full',
    } as Partial<Record<ConnectionState, string>>,
    unsent: (n: number) => `${count(n, 'message')} only on this device`,
  },

  thread: {
    title: (host: string) => `Thread with ${host}`,
    feed: 'Messages and tasks',
    empty: (host: string) => `Tell ${host} what to do`,
    emptyHint: 'It works in your project and says ‘done’ only when the checks have passed.',
    // They name nothing that a project may not have; the dots are for the person to fill in.
    examples: ['Tell me what this project does and how its parts fit together', 'Fix …', '!git status'],
    examplesLabel: 'Messages to try',
    older: 'Older',
    loadingOlder: 'Reading older messages…',
    fresh: (n: number) => (n ? `${figure(n)} new` : 'Newest'),
    freshLabel: (n: number) => (n ? `Go to the newest, ${count(n, 'new item')}` : 'Go to the newest'),
    today: 'Today',
    yesterday: 'Yesterday',
    from: (name: string) => `from ${name}`,
  },

  receipt: {
    held: needs.passkey,
    device: 'only on this device',
    relay: 'at the relay',
    host: (host: string) => `on ${host}`,
    refused: 'refused',
  },

  state,
  spared,
  reason,
  doing,
  task,
  stuck,
  waiting,

  change,
  attempt,
  commits,
  risk,
  check,

  comment,
  files,

  statistics,
  settings,
  exported,

  approval,
  plan,
  leeway,
  question,

  composer,

  review: {
    title: (n: number) => `Task #${n}`,
    loading: 'Fetching the diff…',
    since: (age: string) => `for ${age}`,
    nothing: 'Nothing was changed.',
    going: 'There is no change to read yet.',
    gone: 'This task is not on this device.',
    wrap: 'Wrap lines',
    big: (lines: number) => `${count(lines, 'changed line')}, folded`,
    renamed: (from: string) => `renamed from ${from}`,
    status: { added: 'new file', modified: 'changed', deleted: 'deleted', renamed: 'renamed' },
    addedLine: 'added',
    removedLine: 'removed',
    branch: 'Branch',
    pane: 'Task, notices or devices',
    choose: 'Choose a task to see what it did',
    noHunks: 'No lines changed.',
  },

  devices: {
    title: 'Devices and about',
    mine: 'This device',
    others: 'Other devices',
    noOthers: 'No other device is paired.',
    pairedAt: (when: string) => `Paired ${when}`,
    pending: 'Not seen yet: it lapses 10 minutes after pairing.',
    leaving: (time: string) => `Leaves at ${time} unless someone keeps it`,
    keep: 'Keep it',
    rename: 'Rename',
    name: 'Name',
    save: 'Save',
    cancel: 'Cancel',
    unpair: 'Unpair',
    unpairMine: 'Unpair this device?',
    unpairOther: (name: string) => `Unpair ${name}?`,
    unpairMineWords: (host: string) => `Its keys and its copy of the thread are deleted. The thread itself stays on ${host}.`,
    unpairElsewhere: (host: string) => `An unprotected device cannot unpair others. On ${host}: farhand unpair DEVICE`,
    unpairOtherWords: 'It leaves in 10 minutes. Until then any device can object.',
    storage: {
      webcrypto: 'Keys are kept by the browser and cannot be copied out.',
      fallback: 'Keys are kept in readable form, because this page is not on https.',
    },
    projects: 'Projects',
    noProjects: (host: string) => `No project yet. On ${host}: farhand up --project DIR`,
    trusted: 'trusted',
    untrusted: 'hooks off',
    noCheck: 'no check found',
    agents: 'Agents',
    noAgents: 'No agent was found.',
    ready: 'ready',
    notReady: 'not ready',
    host: 'Host',
  },

  pair: {
    title: 'Pair this device',
    lead: 'Text a task, and the agent on your own computer does it.',
    command: 'On your computer, run',
    commandLine: 'farhand pair',
    scanHint: 'Then scan the code it shows, or open its link here.',
    pasteHint: 'Then open its link here, or paste it.',
    noLink: 'This is no pairing link. Take the whole line that the command prints.',
    otherVersion: 'This link is of another version of Farhand. Update the one that is older.',
    scan: 'Scan the code',
    scanning: 'Point the camera at the code',
    scanFailed: 'The camera did not start. Paste the link instead.',
    stopScan: 'Stop scanning',
    paste: 'Pairing link',
    pastePlaceholder: 'https://…#p=…',
    read: 'Continue',
    invited: 'Invitation from',
    deviceName: 'Name of this device',
    pairWith: (host: string) => `Pair with ${host}`,
    notNow: 'Not now',
    shaking: (host: string) => `Talking to ${host}…`,
    silent: (host: string) => `${host} does not answer`,
    silentHint: (host: string) =>
      `Still trying. Is ${host} on and online, and does it still show the code? If the link was copied, part of it may be missing: copy the whole link. Otherwise cancel and run farhand pair for a new code.`,
    digitsLead: (host: string) => `Type these on ${host}`,
    digitsHint: 'The terminal that shows the code is waiting for them. You have three tries.',
    waiting: (age: string) => `Waiting for ${age}`,
    digitsSpoken: (digits: string) => [...digits].join(' '),
    paired: (host: string) => `Paired with ${host}`,
    failed: 'Not paired',
    failedHint: 'Nothing was changed. Run farhand pair on your computer for a new code.',
    again: 'Start again',
    installSpent: 'The invitation is still unused.',
    copyLink: 'Copy the link',
    copied: 'Copied',
    unprotected:
      'This page came over plain http. Someone on this network could have changed it, and with it read your thread. The computer asks you before it lets an unprotected device in.',
    keeps: 'Pairing again keeps what you are writing. Messages that the computer has not answered stay in the thread, for you to send again; files that go with one stay if it is the same computer.',
    lost: 'This device lost its pairing',
    lostHint: 'Its storage was cleared. Pair again; your thread is still on the computer.',
    unpaired: 'This device was unpaired',
    unpairedHint: 'It no longer takes part. Pair again if that was not meant.',
  },
} as const;
