// What is said about passkeys: where they are asked for, and where they are chosen.
import type { PasskeyStanding } from '../vouches';
import type { AnyCommand, ChangeAct, Demand } from '../wire';

const DONE_WITH: Record<ChangeAct, string> = {
  apply: 'Apply the change',
  rebase: 'Put the change on the newest commit',
  revert: 'Take the change back',
  discard: 'Discard the change',
  restore: 'Bring the change back',
  keep: 'Keep the change as a branch',
  propose: 'Open a pull request',
  hand_over: 'Hand the change to its agent',
  use: 'Take another attempt',
};

export const passkeyWords = {
  title: 'Passkeys',
  lead: 'A passkey is a key in this phone, in your password manager or on a stick. It says yes only after your finger, face or PIN, so a phone that somebody else holds cannot.',
  none: 'No passkey was added yet.',
  olderHost: (host: string) => `${host} knows no passkeys yet. Update Farhand there.`,
  asked: (host: string) => `Asked; ${host} has not taken it up yet.`,

  demand: 'What devices need a passkey for',
  demands: { none: 'Nothing', approvals: 'Approvals', dispatch: 'Approvals and all work' } satisfies Record<Demand, string>,
  means: {
    none: 'Whoever holds a paired device can answer and send.',
    approvals: 'To allow what an agent asks for, and to let agents do more unasked. Messages, and commands that you send, need none.',
    dispatch: 'For whatever has agents work as well: messages, answers, changes. To stop or deny needs none.',
  } satisfies Record<Demand, string>,
  demandNeedsOne: 'Add a passkey first.',
  atHost: (host: string) => `On ${host} itself none is needed. If a passkey is lost, there: farhand passkeys`,
  onLockScreen: 'While one is needed, notifications answer nothing: they open the approval.',

  added: (when: string) => `Added ${when}`,
  used: (ago: string) => `last used ${ago}`,
  neverUsed: 'never used',
  elsewhere: (domain: string) => `for ${domain}, not for this address`,
  remove: 'Remove',
  removeAsk: (name: string) => `Remove ${name}?`,
  removeMeans: 'It vouches for nothing any more. Delete it in your phone or password manager, too.',
  cancel: 'Cancel',

  add: 'Add a passkey',
  name: 'Name',
  create: 'Create the passkey',
  standing: {
    insecure: 'This page came over plain http, where no browser offers passkeys. Give the computer an https address and open Farhand there; the guide ‘Reach your computer from outside’ shows how.',
    unsupported: 'This browser offers no passkeys. Newer ones do: Chrome, Edge, Firefox, or Safari.',
  } satisfies Record<Exclude<PasskeyStanding, 'ready'>, string>,
  known: 'this device has a passkey for it already',
  notUsed: 'the passkey was not used: it was cancelled, or took too long',
  noneHere: 'none of your passkeys is for this address; add one here, or answer at the computer',

  otherwise: (names: readonly string[]) =>
    `Yours: ${names.join(', ')}. Is it on another device? Choose that where the browser asks for the passkey, or write from there. At the computer none is needed.`,
  needless: 'No passkey is needed for it any more.',
  vouched: (names: readonly string[]) => `Then one of those that you have says yes to it: ${names.join(', ')}. Have it at hand.`,

  notNow: 'Not now',
  asking: (host: string, age: string) => `Asking ${host} what to sign, for ${age}`,
  away: 'It waits here until the computer can be asked.',
  good: 'The computer is ready. What you confirm is exactly this, once.',
  refused: (why: string) => `Not taken: ${why}.`,
  unpairNow: 'At once, with passkey',

  insecureNow: (host: string) => `On ${host} itself it needs none.`,

  /** What a held command does, in a line. */
  what: (command: AnyCommand, name: string): string => {
    switch (command.type) {
      case 'message.send':
        return `Send to ${name}`;
      case 'approval.answer':
        return command.scope === 'task' ? `Allow for the task: ${name}` : command.scope === 'project' ? `Allow for always: ${name}` : `Allow once: ${name}`;
      case 'question.answer':
        return `Answer: ${name}`;
      case 'change.settle':
        return `${DONE_WITH[command.act]}: ${name}`;
      case 'comments.send':
        return `Send the comments: ${name}`;
      case 'task.edit':
        return `Change the task: ${name}`;
      case 'task.resume':
        return `Go on with: ${name}`;
      case 'task.confirm':
        return `Do it all the same: ${name}`;
      case 'task.unstick':
        return 'Help the agent that is stuck';
      case 'project.preset':
        return `Let agents do more unasked in ${name}`;
      case 'passkey.add':
        return `Add the passkey ${command.name}`;
      case 'passkey.remove':
        return `Remove the passkey ${name}`;
      case 'passkeys.demand':
        return `Need a passkey: ${passkeyWords.demands[command.demand].toLowerCase()}`;
      case 'device.unpair':
        return `Unpair ${name} at once`;
      default:
        return command.type;
    }
  },
} as const;
