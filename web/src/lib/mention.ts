// A file that is named with `@` while a message is written.

/** The part of a text that names a file: from its `@` to the caret. */
export interface Mention {
  from: number;
  to: number;
  query: string;
}

const MENTION = /(?:^|[\s(])@([^\s@]*)$/;

/** The mention that is being written at the caret, if any. */
export function mentionAt(text: string, caret: number): Mention | undefined {
  const query = MENTION.exec(text.slice(0, caret))?.[1];
  return query === undefined ? undefined : { from: caret - query.length - 1, to: caret, query };
}

/** The text with a file named in place of a mention, and where the caret then stands: behind a space. */
export function withMention(text: string, { from, to }: Mention, name: string): { text: string; caret: number } {
  const said = /\s/.test(name) ? `@"${name}"` : `@${name}`;
  const before = `${text.slice(0, from)}${said} `;
  return { text: before + text.slice(to).replace(/^ /, ''), caret: before.length };
}
