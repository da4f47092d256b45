// What has not ended, as a queue: what works, what waits for a person, what comes next in each project, what waits for something else.
import type { TaskView } from './view';
import type { MoveTask, ProjectInfo } from './wire';

export interface Line {
  project: ProjectInfo | undefined;
  tasks: TaskView[];
}

export interface Queue {
  working: TaskView[];
  yours: TaskView[];
  /** In the order in which they start; projects take turns. */
  next: Line[];
  waiting: TaskView[];
}

const RANK = { high: 0, normal: 1, low: 2 } satisfies Record<TaskView['priority'], number>;
const NEEDS_PERSON = new Set<TaskView['reason']>(['answer', 'approval', 'confirm', 'project', 'stuck']);

export function toQueue(tasks: readonly TaskView[]): Queue {
  const queue: Queue = { working: [], yours: [], next: [], waiting: [] };
  const lines = new Map<string, Line>();
  for (const task of tasks) {
    switch (task.state) {
      case 'running':
      case 'checking':
        (NEEDS_PERSON.has(task.reason) ? queue.yours : queue.working).push(task);
        break;
      case 'waiting':
        (NEEDS_PERSON.has(task.reason) ? queue.yours : queue.waiting).push(task);
        break;
      case 'received':
        queue.waiting.push(task);
        break;
      case 'queued': {
        const id = task.project?.project ?? '';
        const line = lines.get(id) ?? { project: task.project, tasks: [] };
        lines.set(id, line);
        line.tasks.push(task);
        break;
      }
      default:
    }
  }
  queue.next = [...lines.values()];
  for (const line of queue.next) line.tasks.sort(byPlace);
  return queue;
}

/** How many tasks have not ended. */
export function queueLength({ working, yours, next, waiting }: Queue): number {
  return working.length + yours.length + waiting.length + next.reduce((sum, { tasks }) => sum + tasks.length, 0);
}

function byPlace(one: TaskView, other: TaskView): number {
  return RANK[one.priority] - RANK[other.priority] || one.queuePlace - other.queuePlace || one.number - other.number;
}

/** The tasks that a move changes, as the host will place them: beside the other one, with its priority. */
export function foretellMove(tasks: readonly TaskView[], { task: id, spot, other }: Pick<MoveTask, 'task' | 'spot' | 'other'>): TaskView[] {
  const line = toQueue(tasks).next.find((one) => one.tasks.some((task) => task.id === id))?.tasks ?? [];
  const others = line.filter((task) => task.id !== id);
  const moved = line.find((task) => task.id === id);
  const beside = other ? others.find((task) => task.id === other) : spot === 'top' ? others[0] : others.at(-1);
  if (!moved || !beside) return [];
  others.splice(others.indexOf(beside) + (spot === 'after' || spot === 'bottom' ? 1 : 0), 0, { ...moved, priority: beside.priority });
  const group = others.filter(({ priority }) => priority === beside.priority);
  const places = group.map(({ queuePlace }) => queuePlace).sort((one, two) => one - two);
  return group.map((task, at) => ({ ...task, queuePlace: places[at] ?? task.queuePlace }));
}

/** The move that brings a task of a line to a place in it, counted without the task itself; nothing where it stands there. */
export function toMove(line: readonly TaskView[], id: string, to: number): { spot: 'before' | 'after'; other: string } | undefined {
  const others = line.filter((task) => task.id !== id);
  const place = Math.max(0, Math.min(to, others.length));
  if (line.findIndex((task) => task.id === id) === place) return undefined;
  const before = others[place];
  if (before) return { spot: 'before', other: before.id };
  const last = others.at(-1);
  return last && { spot: 'after', other: last.id };
}
