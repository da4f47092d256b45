// Words in the items of the thread: what of an item can be searched, and how it is compared.
import { plainText } from './terminal';
import type { Item, TaskView } from './view';

const MARKS = /\p{M}/gu;

/** A text as it is compared: without case and accents. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(MARKS, '').toLowerCase();
}

/** Everything of an item that can be searched, as it is compared. */
export function textOf(item: Item): string {
  return plain(linesOf(item).join('\n'));
}

/** What an item says, line by line, the most telling first. */
export function linesOf(item: Item): string[] {
  switch (item.kind) {
    case 'message':
      return [item.text, ...(item.then ?? []), ...(item.files ?? []).map(({ name }) => name)].flatMap(toLines);
    case 'task':
      return taskLines(item).flatMap(toLines);
    case 'note':
      return toLines(item.text);
  }
}

function taskLines({ number, title, text, outcome, change, files, steps, comments, branch }: TaskView): string[] {
  return [
    `#${number} ${title}`,
    text ?? '',
    outcome?.headline ?? '',
    outcome?.summary ?? '',
    ...(change?.files ?? []).map(({ path }) => path),
    ...files.map(({ name }) => name),
    ...comments.map((comment) => comment.text),
    branch ?? '',
    ...steps.map(({ kind, title: what, detail }) => (kind === 'say' ? detail || what : what)),
    plainText(outcome?.output ?? ''),
    ...(outcome?.checks ?? []).flatMap(({ command, output }) => [command, plainText(output)]),
  ];
}

function toLines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim());
}
