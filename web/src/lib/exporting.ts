// The thread as a file for a person's own use: Markdown to read, JSON for programs.
import { told } from './telling';
import { words } from './words';
import { plainText } from './terminal';
import type { Entry, Thread } from './thread';
import type { CheckResult } from './wire';
import type { Item, MessageView, TaskView } from './view';

export type ExportForm = 'markdown' | 'json';

/** A thread, and whether its older records were left out because nobody could fetch them. */
export interface Exported {
  thread: Thread;
  entries: readonly Entry[];
  partial: boolean;
}

/** The file's content. `now` is when it is taken. */
export function toFile(form: ExportForm, given: Exported, now: number): { name: string; type: string; text: string } {
  const day = new Date(now).toISOString().slice(0, 10);
  return form === 'json'
    ? { name: `farhand-${day}.json`, type: 'application/json', text: toJson(given, now) }
    : { name: `farhand-${day}.md`, type: 'text/markdown', text: toMarkdown(given, now) };
}

/** Every event with its place, as the host signed it; what this version does not know is named and empty. */
function toJson({ thread, entries, partial }: Exported, now: number): string {
  const events = entries.map(({ seq, id, event }) => ({ seq, id, event: event ?? null }));
  return `${JSON.stringify({ host: thread.hostName, taken_at: now, partial, events }, null, 2)}\n`;
}

function toMarkdown({ thread, partial }: Exported, now: number): string {
  const { title, from, partial: partially } = words.exported;
  const head = [`# ${title(thread.hostName)}`, from(minute(now)), ...(partial ? [partially] : [])];
  return `${[...head, ...thread.items.all().map(toSection)].join('\n\n')}\n`;
}

function toSection(item: Item): string {
  switch (item.kind) {
    case 'message':
      return ofMessage(item);
    case 'task':
      return ofTask(item);
    case 'note':
      return `*${minute(item.at)}: ${item.text}*`;
  }
}

function ofMessage({ at, from, text, refusal }: MessageView): string {
  return [`**${from}**, ${minute(at)}`, quote(text), ...(refusal ? [`*${words.receipt.refused}: ${refusal}*`] : [])].join('\n\n');
}

function ofTask(task: TaskView): string {
  const { number, title, state, project, outcome, change } = task;
  const facts = [words.state[state], project?.name, task.branch && `\`${task.branch}\``].filter(Boolean).join(' · ');
  const size = change && `${words.task.files(change.files.length)}, +${change.added} −${change.removed}`;
  const parts = [`## #${number} ${title}`, facts, outcome && told(outcome, 'headline'), outcome?.summary, size, ...(outcome?.checks ?? task.checks).map(ofCheck)];
  return parts.filter(Boolean).join('\n\n');
}

function ofCheck({ command, status, passed, total, output }: CheckResult): string {
  const tally = passed !== undefined && total !== undefined ? words.check.tally(passed, total) : words.check[status];
  const said = `${words.check.title}: \`${command}\`, ${tally}`;
  return status === 'passed' || !output ? said : `${said}\n\n${fence(plainText(output))}`;
}

function quote(text: string): string {
  return text.replace(/^/gm, '> ');
}

/** A code block that its content cannot end. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}\n${text.trimEnd()}\n${ticks}`;
}

function minute(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
