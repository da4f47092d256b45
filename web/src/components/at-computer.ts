// The commands with which a change is looked at on the computer that made it.
import type { TaskView } from '../lib/view';

/** Shows the change in the computer's terminal. */
export function readCommand({ number }: TaskView): string {
  return `farhand diff ${number}`;
}

/** Puts the change's branch into a folder beside the project, whose own files stay as they are. */
export function tryCommand({ number, project, change }: TaskView): string | undefined {
  if (!project || !change?.branch) return undefined;
  return `git -C ${quote(project.path)} worktree add --detach ${quote(`../${project.name}-task-${number}`)} ${quote(change.branch)}`;
}

function quote(word: string): string {
  return /^[\w./-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
