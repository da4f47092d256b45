// What a passkey is demanded for: the host's own rule, so that a device asks for it before it sends.
import type { Intent } from './session';
import type { Thread } from './thread';
import type { AnyCommand, Demand } from './wire';

const STRENGTH: Record<Demand, number> = { none: 0, approvals: 1, dispatch: 2 };

/** The least demand that reaches a command; `none` is reached by none. */
const LEAST: Record<AnyCommand['type'], Demand> = {
  'approval.answer': 'approvals',
  'project.preset': 'approvals',
  'passkey.add': 'approvals',
  'passkey.remove': 'approvals',
  'passkeys.demand': 'approvals',
  'message.send': 'dispatch',
  'question.answer': 'dispatch',
  'task.confirm': 'dispatch',
  'task.edit': 'dispatch',
  'task.resume': 'dispatch',
  'task.unstick': 'dispatch',
  'change.settle': 'dispatch',
  'comments.send': 'dispatch',
  'comment.remove': 'none',
  'comment.write': 'none',
  'device.keep': 'none',
  'device.rename': 'none',
  'device.unpair': 'none',
  'discard.explain': 'none',
  'notices.read': 'none',
  'push.set': 'none',
  'push.try': 'none',
  'queue.pause': 'none',
  'host.keep_awake': 'none',
  'rule.remove': 'none',
  'task.cancel': 'none',
  'task.move': 'none',
  'workspace.open': 'none',
  with_passkey: 'none',
};

/** Whether the host will want a passkey for it; `isAboutTrust` is said of the question that it answers. */
export function needsPasskey(intent: Intent, demand: Demand, isAboutTrust = false): boolean {
  const least = intent.type === 'question.answer' && isAboutTrust ? 'approvals' : LEAST[intent.type];
  return least !== 'none' && STRENGTH[demand] >= STRENGTH[least] && !isHarmless(intent, demand);
}

/** Whether the host of this thread will want a passkey for it. */
export function wantsPasskey({ passkeys, questions }: Pick<Thread, 'passkeys' | 'questions'>, intent: Intent): boolean {
  const isAboutTrust = intent.type === 'question.answer' && questions.get(intent.question)?.about === 'trust';
  return passkeys !== undefined && needsPasskey(intent, passkeys.demand, isAboutTrust);
}

/** Whether what may need a passkey needs none now: the host demands less than it did. */
export function isFreed(thread: Pick<Thread, 'passkeys' | 'questions'>, intent: Intent): boolean {
  return thread.passkeys !== undefined && LEAST[intent.type] !== 'none' && !wantsPasskey(thread, intent);
}

/** A no, and whatever makes agents do less. */
function isHarmless(intent: Intent, demand: Demand): boolean {
  switch (intent.type) {
    case 'approval.answer':
      return intent.verdict === 'deny';
    case 'project.preset':
      return intent.preset === 'ask';
    case 'passkeys.demand':
      return STRENGTH[intent.demand] >= STRENGTH[demand];
    case 'task.confirm':
      return !intent.go;
    case 'change.settle':
      return intent.act === 'discard';
    default:
      return false;
  }
}
