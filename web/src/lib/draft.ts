// What is being written, before it is a message: apart for each follow-up and each project.
import { toList } from './batch';
import type { SendOptions } from './view';
import type { SendMessage, Ticket } from './wire';

/** A message being written. With `tasks` it is several, and nothing else of it counts. */
export interface Draft extends Pick<SendMessage, 'then' | 'best_of'> {
  text: string;
  ticket?: Partial<Ticket>;
  tasks?: string[];
}

/** What the message being written is about: the task that it follows, or a project that was chosen. */
export interface DraftPlace {
  follows?: string;
  project?: string;
}

/** A draft and where it belongs. */
export interface Written {
  draft: Draft;
  place: DraftPlace;
}

export const NO_DRAFT: Draft = { text: '' };

/** The name that the draft of a place is kept under. */
export function draftKey({ follows, project }: DraftPlace): string {
  return follows ? `task ${follows}` : project ? `project ${project}` : 'any';
}

/** Whether there is nothing in it that a person would miss. */
export function isBlank({ text, ticket, then, best_of, tasks }: Draft): boolean {
  return !text.trim() && !tasks?.some((task) => task.trim()) && !then?.some((step) => step.trim()) && best_of === undefined && !toTicket(ticket);
}

/** Whether it says enough to be sent. */
export function canSend({ text, tasks }: Draft): boolean {
  return tasks ? tasks.some((task) => task.trim()) : text.trim() !== '';
}

/** Whether it is a command, which the host runs as it stands. */
export function isCommand({ text, tasks }: Draft): boolean {
  return !tasks && text.trimStart().startsWith('!');
}

/** Whether what is written goes along to another place, or stays behind for when one comes back. */
export function goesAlong(draft: Draft, kept: Draft | undefined, to: DraftPlace): boolean {
  return to.follows === undefined && !isBlank(draft) && (!kept || isBlank(kept));
}

/** A draft with another behind it; nothing that either says is lost. */
export function joined(draft: Draft, other: Draft): Draft {
  if (isBlank(draft)) return other;
  const both = { ...other, ...draft, ...joinedSteps(draft, other), ...joinedTicket(draft, other) };
  const text = [draft.text.trimEnd(), other.text].filter(Boolean).join('\n');
  return draft.tasks || other.tasks ? { ...both, text: '', tasks: [...tasksOf(draft), ...tasksOf(other)] } : { ...both, text };
}

function joinedSteps({ then: first = [] }: Draft, { then: last = [] }: Draft): Pick<Draft, 'then'> {
  const then = [...first, ...last].filter((step) => step.trim());
  return then.length ? { then } : {};
}

function joinedTicket({ ticket: first = {} }: Draft, { ticket: last = {} }: Draft): Pick<Draft, 'ticket'> {
  const both = (field: keyof Ticket, between: string): string =>
    [...new Set([first[field], last[field]])].filter((said) => said?.trim()).join(between);
  const ticket = { where: both('where', ', '), verify: both('verify', '\n'), leave_alone: both('leave_alone', ', ') };
  return toTicket(ticket) ? { ticket } : {};
}

function tasksOf({ text, tasks }: Draft): string[] {
  return (tasks ?? [text]).filter((task) => task.trim());
}

/** The ticket as it is sent; nothing where no field of it says anything. */
export function toTicket({ where = '', verify = '', leave_alone = '' }: Partial<Ticket> = {}): Ticket | undefined {
  const ticket = { where: where.trim(), verify: verify.trim(), leave_alone: leave_alone.trim() };
  return Object.values(ticket).some(Boolean) ? ticket : undefined;
}

/** The message that a draft becomes. */
export function toMessage(draft: Draft, place: DraftPlace): { text: string; options: SendOptions } {
  if (draft.tasks) return { text: toList(draft.tasks), options: place };
  const then = (draft.then ?? []).map((step) => step.trim()).filter(Boolean);
  const ticket = toTicket(draft.ticket);
  const options = {
    ...place,
    ...(then.length ? { then } : {}),
    ...(draft.best_of === undefined ? {} : { best_of: draft.best_of }),
    ...(ticket ? { ticket } : {}),
  };
  return { text: draft.text.trim(), options };
}

/** What a message was while it was being written. */
export function toWritten(text: string, { then, best_of, ticket, follows, project }: SendOptions = {}): Written {
  const draft = { text, ...(then ? { then } : {}), ...(best_of === undefined ? {} : { best_of }), ...(ticket ? { ticket } : {}) };
  return { draft, place: follows ? { follows } : project ? { project } : {} };
}

/** How many things it asks for besides its text. */
export function asksOf(draft: Draft): number {
  const { then = [], best_of } = toMessage(draft, {}).options;
  return then.length + (best_of === undefined ? 0 : 1) + Object.values(toTicket(draft.ticket) ?? {}).filter(Boolean).length;
}
