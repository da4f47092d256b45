// What a task that has not ended does or waits for, in one sentence, and since when.
import { told } from '../lib/telling';
import type { TaskView } from '../lib/view';
import type { RunStep } from '../lib/wire';
import { words } from '../lib/words';

/** One sentence and its moment; `step` is what to show with it, if that says more. */
export interface Doing {
  text: string;
  since: number;
  step?: RunStep;
  /** `since` is when the last step ended: what goes on now has no name yet. */
  between?: boolean;
}

/** What a task does now. A step under way speaks for itself; a wait or a word of the host that is newer comes first. */
export function doingOf(task: TaskView): Doing {
  const last = task.steps.at(-1);
  const shown = last && { step: last };
  if (task.state !== 'running' && task.state !== 'checking') {
    return { text: told(task, 'words') || (task.reason ? words.reason[task.reason] : restingWords(task)), since: task.changedAt };
  }
  if (task.reason === 'stuck' || (task.reason && task.attempts.length)) return { text: told(task, 'words'), since: task.changedAt };
  if (task.reason) return { text: words.reason[task.reason], since: task.changedAt };
  if (task.words && (!last || task.changedAt >= last.at)) return { text: told(task, 'words'), since: task.changedAt };
  if (task.state === 'checking') return { text: words.doing.checking, since: task.changedAt };
  if (last?.state === 'going') return { text: '', since: last.at, step: last };
  if (task.writing) return { text: words.doing.writing, since: last?.at ?? task.changedAt };
  return { text: words.doing.running, since: Math.max(last?.at ?? 0, task.changedAt), ...shown, between: true };
}

function restingWords({ state }: TaskView): string {
  return state === 'received' || state === 'queued' ? words.doing[state] : words.doing.waiting;
}

/** A step's detail without the line that its title has already said. */
export function detailOf({ title, detail }: Pick<RunStep, 'title' | 'detail'>): string {
  const [first = '', ...rest] = detail.split('\n');
  return first !== '' && title.endsWith(first) ? rest.join('\n').trim() : detail;
}

/** A step's title as a verb and what it was done to, where it has both. */
export function titleOf({ kind, title }: Pick<RunStep, 'kind' | 'title'>): { verb: string; object: string } {
  const hasObject = kind === 'read' || kind === 'search' || kind === 'edit' || kind === 'command' || kind === 'setup';
  const found = hasObject ? /^(Read|Search|Edit|Run|workspace on) (\S.*)$/.exec(title) : null;
  return { verb: found?.[1] ?? title, object: found?.[2] ?? '' };
}
