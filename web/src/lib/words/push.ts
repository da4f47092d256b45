// What is said about notifications: in the app, and by its worker.
import type { PushKind, PushStanding } from '../view';
import type { NoticeTold } from '../wire';

export const pushWords = {
  title: 'Notifications',
  off: 'This device is not told when a task ends or needs you while the app is closed.',
  sealed: 'What is told is sealed for this browser: its push service sees when, not what.',
  switchOn: 'Switch on notifications',
  switchOff: 'Switch off',
  tellOf: 'Tell this device when',
  on: 'on',
  not: 'off',
  kinds: { done: 'a task has ended', needs_you: 'something needs you', host: 'there is news of the computer or its devices' } satisfies Record<PushKind, string>,
  short: { done: 'ended', needs_you: 'needs you', host: 'computer' } satisfies Record<PushKind, string>,
  detail: 'Show what it is about on the lock screen',
  detailMeans: 'Without this, only that something happened. With it, harmless commands can be allowed from there; risky ones never.',
  test: 'Send a test',
  asked: (host: string) => `Asked; ${host} has not taken it up yet.`,
  testing: (host: string) => `Asked ${host} for a test…`,
  olderHost: (host: string) => `${host} cannot send notifications yet. Update Farhand there.`,
  gone: 'The computer would tell this device, but this browser no longer takes it. Switch it on again.',
  standing: {
    insecure: 'This page came over plain http, where no browser takes notifications. Open Farhand at its https address; the guide ‘Reach your computer from outside’ shows how to get one.',
    install: 'On this phone only the installed app takes notifications. Tap Share, then Add to Home Screen, and switch them on there.',
    unsupported: 'This browser takes no notifications. Another one may: Chrome, Edge, Firefox, or Safari from 16.4.',
    blocked: 'This browser blocks notifications of Farhand. Allow them in its settings for this site, then come back.',
  } satisfies Record<Exclude<PushStanding, 'off' | 'on'>, string>,
  notAllowed: 'the browser was not allowed to show notifications',
  noWorker: 'the app is not ready for it yet; load it again, then try once more',
  noService: 'the browser’s push service did not answer; is there a connection?',
  noKeys: 'the browser gave no keys to seal with',
  newest: (age: string) => `Newest, ${age}:`,
  delayed: 'not handed over yet',
  later: (why: string, clock: string) => `not handed over yet: ${why}. Tried again at ${clock}.`,
  result: { accepted: 'handed to the push service', gone: 'this browser no longer takes them', failed: 'not handed to the push service', unavailable: 'not sent' } satisfies Record<NoticeTold['result'], string>,
  takes: (kinds: string) => `Notified: ${kinds}`,
  nothing: 'of nothing',

  /** On the notification itself. */
  deny: 'Deny',
  allow: 'Allow once',
  look: 'Look at it',
  unreadable: 'Something happened. Open the app to see what.',
  answered: { allow: 'Allowed here. The computer takes it up now.', deny: 'Denied here. The computer takes it up now.' },
  kept: 'Answered here, but not yet sent: it is sent once there is a connection.',
  notAnswered: 'Not answered. Open the app to answer.',
} as const;
