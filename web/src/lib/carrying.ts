// What a person wrote goes along when this device is paired anew; the rest of the earlier pairing does not.
import { joined, NO_DRAFT, type Draft } from './draft';
import { NOTHING } from './outbox';
import type { OutboxRow } from './outbox-row';
import type { Facts, Paired } from './store';
import { notes } from './words/notes';

type Fact = Facts[keyof Facts];

const HABITS = /^(templates|dictation|language)$/;
const WRITING = /^(place$|draft |unsaved )/;

/** The small facts that stay. Where another host is paired, whatever was being written becomes one draft: its tasks are not there. */
export function carriedFacts(facts: ReadonlyMap<string, Fact>, isSameHost: boolean): Map<string, Fact> {
  const carried = new Map([...facts].filter(([name]) => HABITS.test(name) || (isSameHost && WRITING.test(name))));
  if (isSameHost) return carried;
  const drafts = [...facts].filter(([name]) => name.startsWith('draft ')).map(([, draft]) => draft as Draft); // as the store named them
  return drafts.length ? carried.set('draft any', drafts.reduce(joined, NO_DRAFT)) : carried;
}

/** What this device was to a host, and is no longer. */
export function formerlyOf({ device, formerly = [] }: Paired, now: Paired): string[] {
  return [...formerly, device].filter((id) => id !== now.device);
}

/** The messages that the host had not answered, to be read and sent anew: they were sealed with keys that are no more. */
export function carriedRows(rows: readonly OutboxRow[]): OutboxRow[] {
  return rows
    .filter(({ command }) => command.type === 'message.send')
    .map((row) => ({ ...row, sealed: NOTHING, state: 'refused', refusal: row.refusal ?? notes.pairedAnew }));
}
