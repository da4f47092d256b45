// Several tasks in one message: a list that is pasted or written, and the form in which the host takes it.
const ITEM = /^(?:[-*•]|\d{1,3}[.)])[ \t]+(?:\[ \][ \t]+)?(?=\S)/;
const HEADING = /^\s*(?:#+[ \t]*)?(?:tasks|to-?do)[ \t]*:?[ \t]*$/i;

/** The tasks that a text lists: its items, with the lines indented below each; none where it is anything but a list. */
export function listedIn(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim());
  if (lines[0] !== undefined && HEADING.test(lines[0])) lines.shift();
  const tasks: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line)) tasks.push(line.replace(ITEM, '').trim());
    else if (tasks.length && /^\s/.test(line)) tasks.push(`${tasks.pop()}\n${line.trim()}`);
    else return [];
  }
  return tasks.length > 1 ? tasks : [];
}

/** The tasks of a text for the person to look over: those that it lists, else one for each line. */
export function splitUp(text: string): string[] {
  const listed = listedIn(text);
  return listed.length ? listed : text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
}

/** The message that is these tasks; empty ones are left out. */
export function toList(tasks: readonly string[]): string {
  const items = tasks.map((task) => task.trim()).filter(Boolean);
  return ['Tasks:', ...items.map((task) => `- ${task.split(/\r?\n/).map((line) => line.trim()).filter(Boolean).join('\n  ')}`)].join('\n');
}

/** The text that a list of tasks was: the one task, or a list that can be split up again. */
export function toText(tasks: readonly string[]): string {
  const [, ...items] = toList(tasks).split(/\n(?=- )/);
  return items.length === 1 ? (tasks.find((task) => task.trim())?.trim() ?? '') : items.join('\n');
}
