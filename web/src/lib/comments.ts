// Draft comments on the lines of a change: as the host tells them, and as they are once it hears this device.
import { openTask, type Thread } from './thread';
import type { CommentView, TaskView } from './view';
import type { AnyCommand, CommentDrafted, CommentsDropped } from './wire';

/** A comment was written, changed, or stands elsewhere now. */
export function applyDrafted(thread: Thread, event: CommentDrafted): void {
  const task = openTask(thread, event.task);
  if (!task) return;
  const { comment: id, path, side, line, quote, text, outdated } = event;
  task.comments = withComment(task.comments, { id, path, side, line, quote, text, outdated });
}

/** Comments were removed, sent, or went on with another task. */
export function applyDropped(thread: Thread, event: CommentsDropped): void {
  const task = openTask(thread, event.task);
  if (task) task.comments = task.comments.filter(({ id }) => !event.comments.includes(id));
}

/** A task as it will be once the host has taken up a command; undefined where that says nothing of its comments. */
export function foretell(task: TaskView, command: AnyCommand): TaskView | undefined {
  switch (command.type) {
    case 'comment.write': {
      if (command.task !== task.id) return undefined;
      const { comment: id, path, side = 'new', line, text } = command;
      const known = task.comments.find((one) => one.id === id);
      const comment: CommentView = { outdated: false, ...known, id, path, side, line, text, waiting: true };
      return { ...task, comments: withComment(task.comments, comment) };
    }
    case 'comment.remove':
      if (!task.comments.some(({ id }) => id === command.comment)) return undefined;
      return { ...task, comments: task.comments.filter(({ id }) => id !== command.comment) };
    case 'comments.send':
      return command.task === task.id && task.comments.length ? { ...task, sendingComments: true } : undefined;
    default:
      return undefined;
  }
}

function withComment(comments: readonly CommentView[], comment: CommentView): CommentView[] {
  return [...comments.filter(({ id }) => id !== comment.id), comment].sort(byPlace);
}

function byPlace(one: CommentView, other: CommentView): number {
  return one.path === other.path ? one.line - other.line : one.path < other.path ? -1 : 1;
}
