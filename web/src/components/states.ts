// How each state of a task looks: a tone, and whether its mark is drawn open (nothing proven yet) or closed.
import type { TaskView } from '../lib/view';
import { words } from '../lib/words';

export type Tone = 'quiet' | 'going' | 'good' | 'bad' | 'warn';

export interface Look {
  tone: Tone;
  word: string;
  open: boolean;
}

/** Waits that end by themselves. */
const NEEDS_NOBODY = new Set<TaskView['reason']>(['dependency', 'capacity', 'quota']);

/** A step that nobody had to begin, in words, if its outcome says so. */
const sparedWord = (code: string): string | undefined => (words.spared as Partial<Record<string, string>>)[code];

/** The look of a task's state. `done` without a passed check is drawn open: nothing proves it. */
export function lookOf(task: Pick<TaskView, 'state' | 'outcome' | 'work' | 'reason'>): Look {
  const word = words.state[task.state];
  switch (task.state) {
    case 'received':
    case 'queued':
      return { tone: 'quiet', word, open: true };
    case 'waiting':
      return { tone: NEEDS_NOBODY.has(task.reason) ? 'quiet' : 'warn', word, open: true };
    case 'running':
    case 'checking':
      return task.reason === 'stuck' ? { tone: 'warn', word: words.stuck.state, open: true } : { tone: 'going', word, open: true };
    case 'done':
      return isProven(task) ? { tone: 'good', word, open: false } : { tone: 'quiet', word, open: true };
    case 'failed':
      return { tone: 'bad', word, open: false };
    case 'cancelled':
      return { tone: 'quiet', word: (task.outcome && sparedWord(task.outcome.code)) ?? word, open: false };
    case 'interrupted':
      return { tone: 'warn', word, open: false };
  }
}

/** Whether the end is proven: by checks, by exit 0 of a command, or because there was nothing to change. */
export function isProven(task: Pick<TaskView, 'outcome' | 'work'>): boolean {
  return task.work === 'command' || task.outcome?.verified === true || task.outcome?.code === 'no_change';
}

/** Whether an agent's task ended well with nothing to prove it: the fixed label 'not checked' belongs to it. */
export function isUnchecked(task: Pick<TaskView, 'state' | 'outcome' | 'work'>): boolean {
  return task.state === 'done' && !isProven(task);
}

/** Whether the task has reached its outcome. */
export function hasEnded(task: Pick<TaskView, 'state'>): boolean {
  return task.state === 'done' || task.state === 'failed' || task.state === 'cancelled' || task.state === 'interrupted';
}
