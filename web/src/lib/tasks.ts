// How one task's card follows its events.
import { openTask, taskOf, type Thread } from './thread';
import type { TaskView } from './view';
import type {
  AnyEphemeral,
  AttemptChanged,
  ChangeReady,
  ChangeSettled,
  CheckEnded,
  DiscardExplained,
  FilePublished,
  RunCommits,
  RunStarted,
  RunStep,
  RunStuck,
  RunUnstuck,
  Saying,
  TaskChanged,
  TaskCreated,
  TaskEdited,
  TaskEnded,
  TaskSpent,
  WorkspaceOpening,
  WorkspaceRemoved,
} from './wire';

/** A message became a task: its card takes its place in the thread. */
export function applyTask(thread: Thread, event: TaskCreated): void {
  const message = thread.items.get(event.message);
  const asked = message?.kind === 'message' ? { asked: message.text } : {};
  const before = event.follows ? taskOf(thread, event.follows) : undefined;
  const task: TaskView = {
    kind: 'task',
    id: event.task,
    number: event.number,
    title: event.title,
    at: event.at,
    work: event.kind,
    ...projectOf(thread, event.project),
    ...(event.follows ? { follows: event.follows } : {}),
    ...(before ? { followsNumber: before.number } : {}),
    ...(event.verify ? { verify: event.verify } : {}),
    ...(event.step ? { step: event.step } : {}),
    ...(event.text ? { text: event.text } : {}),
    ...asked,
    state: 'received',
    words: '',
    hasBegun: false,
    priority: event.priority ?? 'normal',
    queuePlace: event.number,
    after: [...(event.after ? [event.after] : []), ...(event.after_also ?? [])],
    changedAt: event.at,
    steps: [],
    checks: [],
    attempts: [],
    files: [],
    commits: [],
    comments: [],
    canStop: true,
    canResume: false,
    canConfirm: false,
  };
  thread.items.add(task);
  thread.newestTask = event.task;
  if (message?.kind === 'message' && !message.taskId) thread.items.replace({ ...message, taskId: event.task });
}

function projectOf(thread: Thread, id: string | null | undefined): Pick<TaskView, 'project'> {
  const project = id ? thread.projects.find((known) => known.project === id) : undefined;
  return project ? { project } : {};
}

/** Show tasks in memory with what their projects are now. */
export function renewProjects(thread: Thread): void {
  for (const item of thread.items.all()) if (item.kind === 'task') renewProject(thread, item);
}

/** Show a task with what its project is now. */
export function renewProject(thread: Thread, { id, project }: TaskView): void {
  const now = project && thread.projects.find((known) => known.project === project.project);
  const held = now && now !== project && openTask(thread, id);
  if (held) held.project = now;
}

const GOING = new Set<TaskView['state']>(['received', 'waiting', 'queued', 'running', 'checking']);

/** Whether a task has not ended. */
export function isGoing({ state }: TaskView): boolean {
  return GOING.has(state);
}

function move(task: TaskView, state: TaskView['state'], at: number): void {
  task.state = state;
  task.changedAt = at;
  task.canStop = GOING.has(state);
  task.canResume = state === 'interrupted' || state === 'failed' || task.reason === 'quota';
  task.canConfirm = state === 'waiting' && task.reason === 'confirm';
  if (state !== 'running') delete task.writing;
  if (state !== 'running' && state !== 'checking') delete task.printing;
}

function say(task: TaskView, words: string, facts: Saying | undefined): void {
  task.words = words;
  if (facts) task.said = { words: facts };
  else delete task.said;
}

/** A task moved. */
export function applyTaskChange(thread: Thread, event: TaskChanged): void {
  const task = openTask(thread, event.task);
  if (!task) return;
  say(task, event.words, event.said?.words);
  if (event.reason) {
    task.reason = event.reason;
    delete task.writing;
  } else delete task.reason;
  if (event.deadline) task.deadline = event.deadline;
  else delete task.deadline;
  if (event.project) Object.assign(task, projectOf(thread, event.project));
  if (GOING.has(event.state)) {
    delete task.outcome;
    delete task.endedAt;
  }
  move(task, event.state, event.at);
}

/** A person changed a task that has not begun, or moved it. */
export function applyEdit(thread: Thread, event: TaskEdited): void {
  const task = openTask(thread, event.task);
  if (!task) return;
  task.title = event.title;
  task.text = event.text;
  task.edited = event.words;
  task.priority = event.priority;
  task.after = [...event.after];
  for (const { task: id, place, priority } of event.places ?? []) {
    const moved = openTask(thread, id);
    if (moved) Object.assign(moved, { queuePlace: place, priority });
  }
  Object.assign(task, projectOf(thread, event.project));
  if (event.verify?.commands.length || event.verify?.not_checkable.length) task.verify = event.verify;
  else delete task.verify;
}

/** A run began: what the run before it did and checked no longer counts. */
export function applyRun(thread: Thread, event: RunStarted): void {
  const task = openTask(thread, event.task);
  if (!task) return;
  task.startedAt = event.at;
  task.hasBegun = true;
  task.agent = event.agent;
  if (event.branch) task.branch = event.branch;
  delete task.workspaceRemoved;
  task.steps = [];
  task.checks = [];
  delete task.writing;
  delete task.printing;
}

/** A run did something, or a step of it changed. */
export function applyStep(thread: Thread, event: RunStep): void {
  const task = openTask(thread, event.task);
  if (!task) return;
  const at = task.steps.findLastIndex(({ step }) => step === event.step);
  if (at === -1) task.steps.push(event);
  else task.steps[at] = event;
  if (event.kind === 'say') delete task.writing;
  else delete task.printing;
}

/** A run is over, and its branch stands where it left it. */
export function applyCommits(thread: Thread, event: RunCommits): void {
  const task = openTask(thread, event.task);
  if (task) task.commits = [...task.commits, event];
}

/** A task hands back a file. */
export function applyPublished(thread: Thread, event: FilePublished): void {
  const task = openTask(thread, event.task);
  if (task && !task.files.some(({ file }) => file === event.file)) task.files = [...task.files, event];
}

/** A fresh attempt moved. */
export function applyAttempt(thread: Thread, event: AttemptChanged): void {
  const task = openTask(thread, event.task);
  if (!task) return;
  const others = task.attempts.filter(({ number }) => number !== event.number);
  task.attempts = [...others, event].sort((one, other) => one.number - other.number);
}

/** A task reached its outcome. */
export function applyEnd(thread: Thread, event: TaskEnded): void {
  const task = openTask(thread, event.task);
  if (!task) return;
  say(task, event.outcome.headline, event.outcome.said?.headline);
  task.outcome = event.outcome;
  task.endedAt = event.at;
  delete task.reason;
  delete task.deadline;
  move(task, event.state, event.at);
}

/** Show what is being written or printed now; it changes no state, and the next record replaces it. */
export function applyEphemeral(thread: Thread, event: AnyEphemeral): void {
  const held = taskOf(thread, event.task);
  if (!held || (held.state !== 'running' && held.state !== 'checking')) return;
  const task = openTask(thread, event.task);
  if (!task) return;
  if (event.type === 'run.text') showWriting(task, event.text);
  else if (event.type === 'run.output') task.printing = event.text;
}

/** Text that its record has overtaken is not written now. */
function showWriting(task: TaskView, text: string): void {
  const said = task.steps.findLast((step) => step.kind === 'say');
  if (!task.reason && !said?.detail.startsWith(text.trim())) task.writing = text;
}

/** A check of a run ended; after a repair the same command is checked again. */
export function applyCheck(thread: Thread, event: CheckEnded): void {
  const task = openTask(thread, event.task);
  if (!task) return;
  task.checks = [...task.checks, event.check];
  delete task.printing;
}

/** What a task's branch holds now. */
export function applyChange(thread: Thread, event: ChangeReady): void {
  const task = openTask(thread, event.task);
  if (!task) return;
  task.change = event;
  delete task.settled;
  delete task.whyDiscarded;
}

/** Something was done with a task's change, or could not be. */
export function applySettled(thread: Thread, event: ChangeSettled): void {
  const task = openTask(thread, event.task);
  if (!task) return;
  task.settled = event;
  if (event.state !== 'discarded') delete task.whyDiscarded;
}

/** The folder that a task worked in was removed; its branch is kept. */
export function applyWorkspaceRemoved(thread: Thread, event: WorkspaceRemoved): void {
  const task = openTask(thread, event.task);
  if (task) task.workspaceRemoved = event;
}

/** A person asked to see the folder on the computer's screen, or it was opened there, or not. */
export function applyWorkspaceOpening(thread: Thread, event: WorkspaceOpening): void {
  const task = openTask(thread, event.task);
  if (task) task.opening = event;
}

/** A person said why they discarded a change. */
export function applyExplained(thread: Thread, event: DiscardExplained): void {
  const task = openTask(thread, event.task);
  if (task) task.whyDiscarded = { why: event.why, words: event.words ?? '' };
}

/** What a task has spent of its budget. */
export function applySpent(thread: Thread, event: TaskSpent): void {
  const task = openTask(thread, event.task);
  if (task) task.spent = event;
}

/** A run is stuck. */
export function applyStuck(thread: Thread, event: RunStuck): void {
  const task = openTask(thread, event.task);
  if (task) task.stuck = event;
}

/** Somebody said what to do about it, or it was over by itself. */
export function applyUnstuck(thread: Thread, event: RunUnstuck): void {
  const task = openTask(thread, event.task);
  if (task?.stuck?.stuck === event.stuck) delete task.stuck;
}
