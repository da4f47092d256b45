// Cancelling with a moment to think better of it.
import type { TaskView } from './view';

export const SECONDS_TO_UNDO = 6;

/** Tasks that are about to be cancelled. Whoever leaves the page has thought about it: then it is done at once. */
export class Cancelling {
  waiting = $state.raw<readonly TaskView[]>([]);

  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #cancel: (taskId: string) => Promise<void>;

  constructor(cancel: (taskId: string) => Promise<void>) {
    this.#cancel = cancel;
  }

  /** Cancel a task that has not begun, in a moment. */
  begin(task: TaskView): void {
    if (this.#timers.has(task.id)) return;
    this.waiting = [...this.waiting, task];
    this.#timers.set(task.id, setTimeout(() => void this.#carryOut(task.id), 1000 * SECONDS_TO_UNDO));
  }

  undo(taskId: string): void {
    this.#forget(taskId);
  }

  /** Do what waits, now. */
  flush(): void {
    for (const { id } of this.waiting) void this.#carryOut(id);
  }

  async #carryOut(taskId: string): Promise<void> {
    this.#forget(taskId);
    await this.#cancel(taskId);
  }

  #forget(taskId: string): void {
    clearTimeout(this.#timers.get(taskId));
    this.#timers.delete(taskId);
    this.waiting = this.waiting.filter(({ id }) => id !== taskId);
  }
}
