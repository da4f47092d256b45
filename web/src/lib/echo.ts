// A card that only repeats what stands above it.
import type { Item, TaskView } from './view';

/** Whether a task's title only repeats the message right above it. */
export function isEcho(task: TaskView, above: Item | undefined): boolean {
  if (above?.kind !== 'message' || task.step) return false;
  const title = task.title.replace(/…$/, '').trim();
  return title !== '' && above.text.replace(/^\s*!/, '').trim().startsWith(title);
}
