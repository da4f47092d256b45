// Every word the screens say, in one place, so that they can be read, corrected and translated together.
import type { ConnectionState } from './view';
import { comment } from './words/comment';
import { composer } from './words/composer';
import { count } from './words/count';
import { needs } from './words/needs';
import { queue } from './words/queue';
import { files } from './words/files';
import { exported, settings } from './words/settings';
import { statistics } from './words/statistics';
import type { DiscardReason, Preset, TaskState, WaitReason } from './wire';

export const words = {
  product: 'Farhand',
  demo: 'Demo: canned model, sample project',
  demoShort: 'Demo',
  unprotected: 'Unprotected: this page came over plain http',
  unprotectedShort: 'Unprotected',
  starting: 'Reading this device…',
  folding: (done: number, of: number) => `This version reads the whole thread once: ${done.toLocaleString('en')} of ${count(of, 'entry', 'entries')}`,
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
    fresh: (n: number) => (n ? `${n.toLocaleString('en')} new` : 'Newest'),
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

  state: {
    received: 'Received',
    waiting: 'Waiting',
    queued: 'Queued',
    running: 'Running',
    checking: 'Checking',
    done: 'Done',
    failed: 'Failed',
    cancelled: 'Cancelled',
    interrupted: 'Interrupted',
  } satisfies Record<TaskState, string>,

  reason: {
    answer: 'It needs an answer from you',
    approval: 'It needs your approval',
    dependency: 'It starts after the task before it',
    capacity: 'It starts when there is room',
    quota: 'The model’s limit is reached',
    confirm: 'This message is old. Should it still run?',
    project: 'Its project has to be named',
    stuck: 'It is stuck',
  } satisfies Record<WaitReason, string>,

  /** What a task does when neither the host nor a step says more. */
  doing: {
    received: 'On the computer, not yet in the queue',
    waiting: 'It waits',
    queued: 'It starts as soon as its project is free',
    running: 'Working',
    writing: 'Writing',
    checking: 'Running the checks',
    for: (age: string) => `for ${age}`,
    since: (age: string) => `last step ${age} ago`,
    lastHeard: 'when last heard of',
  },

  task: {
    number: (n: number) => `#${n}`,
    follows: (n: number) => `after #${n}`,
    stepOf: (position: number, of: number) => `step ${position} of ${of}`,
    steps: (n: number) => count(n, 'step'),
    writing: 'Writing',
    printing: 'Output so far',
    stop: 'Stop',
    goOn: 'Go on',
    again: 'Run again',
    goOnNow: 'Go on now',
    run: 'Run it',
    leave: 'Leave it',
    review: 'Review diff',
    details: 'Details',
    followUp: 'Follow up',
    notChecked: 'not checked',
    files: (n: number) => count(n, 'file'),
    lines: (added: number, removed: number) => `${count(added, 'line')} added, ${removed.toLocaleString('en')} removed`,
    cost: (usd: number) => (usd < 0.01 ? 'under $0.01' : `$${usd.toFixed(2)}`),
    exit: (code: number) => `exit ${code}`,
    denied: 'Not allowed',
    workspaceRemoved: (why: string, megabytes: number) =>
      `Folder removed, ${megabytes < 1 ? 'under 1' : Math.round(megabytes).toLocaleString('en')} MB freed: ${why}. The branch is kept; a follow-up makes the folder again.`,
    more: 'Show all',
    less: 'Show less',
    output: 'Output',
    noSteps: 'Nothing done yet',
    step: { going: 'under way', ok: 'done', failed: 'failed', denied: 'not allowed' },
  },

  stuck: {
    state: 'Stuck',
    own: 'What to tell the agent (optional)',
    nudge: 'Nudge',
    retry: 'Begin anew',
    asked: { nudge: 'Telling the agent…', retry: 'Stopping it, to begin anew…' },
  },

  /** A task that has not begun. */
  waiting: {
    first: 'Put first',
    last: 'Put last',
    edit: 'Edit',
    text: (n: number) => `Text of #${n}`,
    save: 'Save',
    leave: 'Leave it',
  },

  change: {
    apply: 'Apply',
    rebase: 'Rebase',
    revert: 'Take back',
    discard: 'Discard',
    restore: 'Undo',
    keep: 'Keep as branch',
    propose: 'Pull request',
    hand_over: 'Let the agent resolve it',
    use: 'Take this one',
    branchName: 'Name of the branch',
    address: 'Open it',
    asked: { apply: 'Applying…', rebase: 'Rebasing…', revert: 'Taking it back…', discard: 'Discarding…', restore: 'Bringing it back…', keep: 'Keeping it…', propose: 'Opening a pull request…', hand_over: 'Handing it to the agent…', use: 'Taking it…' },
    notDone: 'Not done:',
    askWhy: 'Why?',
    why: {
      wrong: 'Wrong',
      unneeded: 'Not needed',
      otherwise: 'Done another way',
      too_much: 'Too large to review',
      other: 'Another reason',
    } satisfies Record<DiscardReason, string>,
    explained: (why: string) => `Discarded: ${why}`,
    explaining: (why: string) => `${why}; not yet at the computer`,
    ownWhy: 'In your own words',
    sayWhy: 'Say so',
  },

  comment,
  files,

  statistics,
  settings,
  exported,

  attempt: {
    title: 'Fresh attempts',
    number: (n: number) => `Attempt ${n}`,
    first: 'The run before them',
    chosen: 'taken',
    removed: 'branch removed',
    state: { waiting: 'waits', running: 'running', passed: 'passed', failed: 'failed', stopped: 'stopped' },
  },

  /** What each run added to its branch. */
  commits: {
    title: 'Commits of each run',
    run: (n: number) => `Run ${n}`,
    made: (n: number | null | undefined) => (n === null || n === undefined ? 'its history was rewritten' : n ? count(n, 'commit') : 'no commit'),
  },

  risk: { small: 'small risk', medium: 'medium risk', large: 'large risk', also: (reasons: string) => `also: ${reasons}` },

  check: {
    tally: (passed: number, total: number) => `${passed.toLocaleString('en')} of ${total.toLocaleString('en')} passed`,
    passed: 'passed',
    failed: 'failed',
    'not started': 'could not start',
    'timed out': 'timed out',
    flaky: 'on the second try: flaky',
    before: {
      passed: 'passed before',
      failed: 'failed before, too',
      'timed out': 'did not end in time before, either',
      'not run': 'could not be run on the commit before',
    },
    failedBefore: (count: number, same: boolean) => `${count.toLocaleString('en')} failed before${same ? ', too' : ''}`,
    title: 'Checks',
    ticket: (only: boolean) => (only ? 'Verified only by' : 'Verified also by'),
    notCheckable: (asked: string) => `No command, so for you to verify: ${asked}`,
    none: 'No check is known for this project, so nothing proves the result.',
    output: (command: string) => `Output of ${command}`,
  },

  approval: {
    heading: 'Needs your approval',
    allow: 'Allow once',
    deny: 'Deny',
    sending: (verdict: 'allow' | 'deny', host: string) =>
      `${verdict === 'allow' ? 'Allowed' : 'Denied'} here. Waiting for ${host} to confirm.`,
    exact: 'Exactly this, once',
    why: 'Why',
    askedBy: (title: string) => `for “${title}”`,
    further: 'Allow more than once',
    rule: 'Exactly this, from now on',
    forTask: 'For this task',
    always: (project: string) => `Always in ${project}`,
    noAlways: 'An unprotected device cannot allow anything for always.',
    own: 'Say what you want instead',
    denyWith: 'Deny and say this',
    held: (time: string) => `The agent is held for another ${time}. Later it is put away, and your answer still counts.`,
    parked: (age: string) => `Put away for ${age}. It goes on by itself once you answer.`,
    hidden: 'Characters that do not show are spelled out in brackets.',
    position: (at: number, of: number) => `${at} of ${of}`,
    next: 'Next',
    previous: 'Previous',
  },

  plan: {
    heading: 'Shows you its plan',
    allow: 'Go ahead',
    deny: 'Not like this',
    denyWith: 'Not like this: say so',
    own: 'Say what should be different',
  },

  leeway: {
    title: 'What agents may do unasked',
    short: { ask: 'Nothing: ask me', edit: 'Edit files', full: 'Full trust in the workspace' } satisfies Record<Preset, string>,
    means: {
      ask: 'Every edit and every command is asked about.',
      edit: 'Edits in the workspace go ahead. Commands are asked about.',
      full: 'Edits and commands in the workspace go ahead. What names something outside it, git’s, the agent’s and Farhand’s own files and the network are still asked about. Commands are not sandboxed: a program that one starts can do whatever you can.',
    } satisfies Record<Preset, string>,
    protectedOnly: 'An unprotected device cannot change this.',
    rule: 'Allowed from now on',
    noRules: 'Nothing else was allowed for always.',
    remove: 'Ask again',
    taskRule: (n: number) => `Allowed from now on for task #${n}`,
    forTask: (n: number) => `Allowed for this task: ${count(n, 'rule')}`,
  },

  question: {
    heading: 'Has a question',
    own: 'In your own words',
    answer: 'Answer',
    sending: (host: string) => `Answered here. Waiting for ${host} to confirm.`,
    many: 'Choose one or more',
  },

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
