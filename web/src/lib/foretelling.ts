// Tasks as they will be once the host has heard what this device asked of them: shown so until it has answered.
import { foretell as foretellComments } from './comments';
import type { OutboxRow } from './outbox-row';
import { foretellMove } from './queue';
import type { TaskView } from './view';
import type { AnyCommand } from './wire';
import { notes } from './words/notes';

/** Tasks with what the commands that the host has not answered will make of them; one that none of them touches stays the same object. */
export function foretell(tasks: readonly TaskView[], open: readonly OutboxRow[]): TaskView[] {
  return open.reduce<TaskView[]>((now, { command }) => {
    if (command.type !== 'task.move') return now.map((task) => foretold(task, command) ?? task);
    const moved = new Map(foretellMove(now, command).map((task) => [task.id, task]));
    return now.map((task) => moved.get(task.id) ?? task);
  }, [...tasks]);
}

/** A task after a command; undefined where that says nothing of it. */
function foretold(task: TaskView, command: AnyCommand): TaskView | undefined {
  switch (command.type) {
    case 'task.cancel':
      // It offers no second stop.
      if (command.task !== task.id || !task.canStop) return undefined;
      return { ...task, canStop: false, words: notes.stopping, changedAt: Math.max(command.made_at, task.changedAt) };
    case 'change.settle':
      return command.task === task.id ? { ...task, settling: command.act } : undefined;
    case 'discard.explain':
      return command.task === task.id ? { ...task, explaining: { why: command.why, words: command.words ?? '' } } : undefined;
    case 'workspace.open':
      return command.task === task.id ? { ...task, askedToOpen: true } : undefined;
    case 'task.unstick':
      return task.stuck?.stuck === command.stuck ? { ...task, unsticking: command.act } : undefined;
    default:
      return foretellComments(task, command);
  }
}
