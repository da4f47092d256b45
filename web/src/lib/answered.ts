// What became of an approval or question, for whoever looked at it while it was answered elsewhere.
import { settle } from './notices';
import { isMine, openTask, originName, type Thread } from './thread';
import type { AnsweredView } from './attention';
import type { ApprovalClosed, QuestionClosed } from './wire';
import { needs } from './words/needs';

const KEPT = 50; // a person looks at a few; a notification that is tapped late names an old one

const VERDICTS: Record<ApprovalClosed['verdict'], AnsweredView['verdict']> = {
  allowed: 'allowed',
  denied: 'denied',
  expired: 'over',
  withdrawn: 'over',
};

export function applyApprovalClosed(thread: Thread, event: ApprovalClosed): void {
  const asked = thread.approvals.get(event.approval);
  thread.approvals.delete(event.approval);
  if (!asked) return settle(thread, event.approval);
  const words = event.verdict === 'denied' ? event.words : event.verdict === 'allowed' ? reachWords(event) : '';
  const answered = note(thread, event, { id: event.approval, title: asked.title, verdict: VERDICTS[event.verdict], words });
  if (event.verdict === 'denied' && words) stays(thread, event.task, answered);
}

export function applyQuestionClosed(thread: Thread, event: QuestionClosed): void {
  const asked = thread.questions.get(event.question);
  thread.questions.delete(event.question);
  if (!asked) return settle(thread, event.question);
  const labels = event.answers.map((answer) => asked.options.find(({ value }) => value === answer)?.label ?? answer);
  const answered = note(thread, event, { id: event.question, title: asked.text, verdict: event.withdrawn ? 'over' : 'answered', words: labels.join(', ') });
  if (!event.withdrawn) stays(thread, event.task, answered);
}

/** An answer is read on the card of its task from then on. */
function stays(thread: Thread, taskId: string, answered: AnsweredView): void {
  const task = openTask(thread, taskId);
  if (task) task.answers = [...(task.answers ?? []), answered];
}

/** How far a yes reached: by the rule that it granted, or by one that another yes had. */
function reachWords({ scope, rule }: ApprovalClosed): string {
  return rule ? needs.byRule[scope ?? 'once'] : '';
}

type Said = Pick<AnsweredView, 'id' | 'title' | 'verdict' | 'words'>;

function note(thread: Thread, { origin, at }: { origin: string; at: number }, said: Said): AnsweredView {
  // Another map each time: what shows it looks at which one it is.
  const newest = [...thread.answered].slice(1 - KEPT);
  const answered = { ...said, by: originName(thread, origin), mine: isMine(thread, origin), at };
  thread.answered = new Map([...newest, [said.id, answered]]);
  settle(thread, said.id, answered);
  return answered;
}
