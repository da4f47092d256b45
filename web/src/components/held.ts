// What a command that waits for a passkey would do: a line for people, and what it says verbatim.
import type { View } from '../lib/view';
import type { HeldView } from '../lib/vouches';
import { passkeyWords } from '../lib/words/passkeys';

/** A held command in words; `exact` is what it says or allows, to the letter. */
export interface HeldWords {
  what: string;
  exact?: string;
}

export function toHeldWords({ command }: HeldView, view: View): HeldWords {
  const say = (name: string | undefined, exact?: string): HeldWords => ({ what: passkeyWords.what(command, name ?? ''), ...(exact ? { exact } : {}) });
  const titleOf = (taskId: string): string | undefined => view.tasks.find(({ id }) => id === taskId)?.title;
  switch (command.type) {
    case 'message.send':
      return say(view.hostName, [command.text, ...(command.then ?? [])].join('\n'));
    case 'approval.answer': {
      const asked = view.needsYou.find(({ id }) => id === command.approval);
      const approval = asked?.kind === 'approval' ? asked : undefined;
      const granted = command.rule && approval?.rules.find(({ rule }) => rule.kind === command.rule?.kind && (rule.value ?? '') === (command.rule.value ?? ''));
      return say(approval?.title, granted?.words ?? approval?.exact);
    }
    case 'question.answer': {
      const asked = view.needsYou.find(({ id }) => id === command.question);
      return say(asked?.kind === 'question' ? asked.text : undefined, command.answers.join(', '));
    }
    case 'task.edit':
      return say(titleOf(command.task), command.text ?? undefined);
    case 'task.unstick':
      return say(undefined, command.text);
    case 'change.settle':
    case 'comments.send':
    case 'task.resume':
    case 'task.confirm':
      return say(titleOf(command.task));
    case 'project.preset':
      return say(view.projects.find(({ project }) => project === command.project)?.name);
    case 'passkey.remove':
      return say(view.passkeys?.passkeys.find(({ passkey }) => passkey === command.passkey)?.name);
    case 'device.unpair':
      return say(view.devices.find(({ device }) => device === command.device)?.name);
    default:
      return say(undefined);
  }
}
