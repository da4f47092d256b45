// Drafts to begin from, by name: kept on this device.
import type { Draft } from './draft';

export interface Template {
  name: string;
  draft: Draft;
}

/** Keep a draft under a name, in place of another of that name; by name, as people look for it. */
export function withTemplate(templates: readonly Template[], name: string, draft: Draft): Template[] {
  const others = templates.filter((one) => one.name !== name);
  return [...others, { name, draft }].sort((one, other) => one.name.localeCompare(other.name));
}

export function withoutTemplate(templates: readonly Template[], name: string): Template[] {
  return templates.filter((one) => one.name !== name);
}

/** Give one another name, in place of whatever had that. */
export function renamed(templates: readonly Template[], from: string, to: string): Template[] {
  const found = templates.find((one) => one.name === from);
  return found ? withTemplate(withoutTemplate(templates, from), to, found.draft) : [...templates];
}

/** A name to offer for a draft: how it begins. */
export function nameFor({ text, tasks }: Draft, most = 40): string {
  const line = (tasks?.[0] ?? text).trim().split('\n')[0] ?? '';
  return line.length <= most ? line : `${line.slice(0, most).replace(/\s+\S*$/, '')}…`;
}

