// Draft comments on the lines of a change: as the host tells them, and as they are once it hears this device.
import { openTask, type Thread } from './thread';
import type { CommentDraft, CommentView, DiffFile, DiffLine, TaskView } from './view';
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

/** Where a comment on this line of a diff belongs. */
export function spotOf({ kind, oldNumber, newNumber }: DiffLine): Pick<CommentView, 'side' | 'line'> {
  return kind === 'del' ? { side: 'old', line: oldNumber ?? 0 } : { side: 'new', line: newNumber ?? 0 };
}

/** Whether a comment, or one being written, stands on this line of its file. */
export function standsOn({ side, line }: Pick<CommentView, 'side' | 'line'>, { oldNumber, newNumber }: DiffLine): boolean {
  return line === (side === 'old' ? oldNumber : newNumber);
}

/** Whether a diff shows the line that a comment, or one being written, is about. */
export function isShown(comment: Pick<CommentView, 'path' | 'side' | 'line'>, files: readonly DiffFile[]): boolean {
  const file = files.find(({ path }) => path === comment.path);
  return file?.hunks.some(({ lines }) => lines.some((line) => standsOn(comment, line))) ?? false;
}

/** Whether words that are kept on this device have become a comment. */
export function isKept(draft: CommentDraft, comments: readonly CommentView[]): boolean {
  return comments.some(({ path, side, line, text }) => path === draft.path && side === draft.side && line === draft.line && text === draft.text.trim());
}

/** The task that went on with a task's change and holds it now, if one did. */
export function successorOf(task: TaskView, all: readonly TaskView[]): TaskView | undefined {
  const tasks = new Map(all.map((each) => [each.id, each]));
  const buildsOn = (later: TaskView): boolean => {
    for (let each: TaskView | undefined = later; each?.follows; each = tasks.get(each.follows)) if (each.follows === task.id) return true;
    return false;
  };
  return [...tasks.values()].findLast((later) => later.number > task.number && later.change && buildsOn(later));
}

/** Whether a task's change is neither applied nor discarded. */
export function isOpen({ settled }: TaskView): boolean {
  return settled?.state !== 'applied' && settled?.state !== 'discarded';
}

function withComment(comments: readonly CommentView[], comment: CommentView): CommentView[] {
  return [...comments.filter(({ id }) => id !== comment.id), comment].sort(byPlace);
}

function byPlace(one: CommentView, other: CommentView): number {
  return one.path === other.path ? one.line - other.line : one.path < other.path ? -1 : 1;
}
