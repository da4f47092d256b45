// What waits for a person, what became of it, and what they are told.
import type { QuestionAsked, Reach, Rule, RuleOffer, Saying } from './wire';

export interface ApprovalView {
  kind: 'approval';
  id: string;
  taskId: string;
  taskTitle: string;
  tool: string;
  title: string;
  exact: string;
  why: string;
  /** A plan is Markdown, and is gone ahead with or not. */
  plan: boolean;
  /** What the action can touch, as far as the host knows; older ones say nothing of it. */
  reach?: Reach;
  /** What a yes may grant beyond this once. */
  rules: RuleOffer[];
  project?: string;
  deadline?: number;
  /** Since when its agent is put away until somebody answers. */
  parkedAt?: number;
  /** Sent from here, not yet confirmed by the host. */
  answering?: 'allow' | 'deny';
}

/** How a person answers an approval: a yes may reach further by a rule, a no may carry words for the agent. */
export type ApprovalAnswer =
  | { verdict: 'allow'; scope?: 'once' }
  | { verdict: 'allow'; scope: 'task' | 'project'; rule: Rule }
  | { verdict: 'deny'; words?: string };

export interface QuestionView {
  kind: 'question';
  id: string;
  taskId: string;
  taskTitle: string;
  about: QuestionAsked['about'];
  text: string;
  /** The facts of `text`. */
  said?: Record<string, Saying>;
  options: { label: string; detail: string; value: string; said?: Record<string, Saying> }[];
  many: boolean;
  ownWords: boolean;
  deadline?: number;
  parkedAt?: number;
  answering?: string[];
}

/** What became of an approval or question: who answered it, how and when. */
export interface AnsweredView {
  id: string;
  title: string;
  verdict: 'allowed' | 'denied' | 'answered' | 'over';
  /** The answer itself, or how far a yes reaches. */
  words: string;
  by: string;
  mine: boolean;
  at: number;
}

export interface NoticeView {
  id: string;
  seq: number;
  at: number;
  title: string;
  body: string;
  /** The facts of title and body. */
  said?: Record<string, Saying>;
  taskId?: string;
  /** The approval or question that it is about; the task, where that asks by itself. */
  asked?: string;
  /** Nobody has to look at it any more: it was answered, or is no longer asked. */
  over?: { answered?: AnsweredView };
  read: boolean;
}
