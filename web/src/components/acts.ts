// What can be done with a task's change now.
import type { TaskView } from '../lib/view';
import type { ChangeAct } from '../lib/wire';

/** The acts that the host would take, the likeliest first; none while the change is still being made. */
export function actsOf(task: TaskView): ChangeAct[] {
  if (!task.change?.branch || task.outcome === undefined) return [];
  switch (task.settled?.state ?? 'pending') {
    case 'pending':
      if (task.settled?.code === 'base_moved') return ['rebase', 'discard'];
      if (task.settled?.code === 'clash') return ['hand_over', 'discard'];
      if (task.outcome.code === 'check_failed') return ['hand_over', 'apply', 'propose', 'keep', 'discard'];
      return ['apply', 'propose', 'keep', 'discard'];
    case 'kept':
    case 'opened as PR':
      return ['apply', 'propose', 'discard'];
    case 'applied':
      return ['revert'];
    case 'discarded':
      return ['restore'];
  }
}

/** The acts that stand on a card; the others, for which one goes further, are behind a button. */
export function likelyOf(task: TaskView): ChangeAct[] {
  const acts = actsOf(task);
  if (acts.length < 4) return acts;
  return acts.filter((act) => act === acts[0] || act === 'discard');
}

/** Whether a change is to be read before anything else is done with it. */
export function wantsReading(task: TaskView): boolean {
  return task.change?.risk?.level === 'large' && actsOf(task)[0] === 'apply';
}

/** The one act that is likeliest to come next, and so the one that stands out; none where reading comes first. */
export function mainActOf(task: TaskView): ChangeAct | undefined {
  if (wantsReading(task)) return undefined;
  return actsOf(task).find((act) => act === 'apply' || act === 'hand_over');
}
