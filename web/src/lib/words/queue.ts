// What the queue says.
import { count } from './count';

export const queue = {
  title: 'Queue',
  open: (n: number) => (n ? `Queue, ${count(n, 'task')}` : 'Queue'),
  empty: (isPaused: boolean) => `Nothing runs and nothing waits.${isPaused ? '' : ' New tasks start right away.'}`,
  working: 'Working',
  yours: 'Waits for you',
  next: (project: string | undefined) => (project ? `Next in ${project}` : 'Next'),
  waiting: 'Waits for something else',
  after: (numbers: string) => `after ${numbers}`,
  priority: { high: 'first', normal: '', low: 'when nothing else waits' },
  up: (title: string) => `Move “${title}” up`,
  down: (title: string) => `Move “${title}” down`,
  drag: (title: string) => `Drag “${title}”`,
  moved: (title: string, place: number, of: number) => `“${title}” is now ${place} of ${of}`,
  cancel: (title: string) => `Cancel “${title}”`,
  stop: (title: string) => `Stop “${title}”`,
  cancelled: (n: number) => `#${n} will be cancelled in a moment.`,
  undo: 'Undo',

  paused: 'The queue is paused: nothing new starts.',
  goOn: 'Go on',
  pause: 'Pause the queue',
  starts: 'Queued tasks start when there is a place.',
  asked: 'Asked; not yet at the computer',
} as const;
