// The app's entries in the browser's history: how far back the thread is from each, and what was followed from it.

/** One entry, as the browser keeps it beside the address. */
export interface Entry {
  /** How many of the app's entries lie before it. */
  before: number;
  /** How many steps back the thread is; absent where no entry shows it. */
  toThread?: number;
  /** What led on from here: there one goes on after Back. */
  followed?: string;
}

/** The entry that the browser kept; an address that was opened or followed by hand begins anew. */
export function toEntry(kept: unknown, isThread: boolean): Entry {
  return isEntry(kept) ? kept : { before: 0, ...(isThread ? { toThread: 0 } : {}) };
}

/** The entry that is put behind another. */
export function behind({ before, toThread }: Entry, isThread: boolean): Entry {
  const steps = isThread ? 0 : toThread === undefined ? undefined : toThread + 1;
  return { before: before + 1, ...(steps === undefined ? {} : { toThread: steps }) };
}

/** What an entry becomes when the thread is shown in its place. */
export function asThread({ before }: Entry): Entry {
  return { before, toThread: 0 };
}

function isEntry(kept: unknown): kept is Entry {
  return typeof kept === 'object' && kept !== null && 'before' in kept && typeof kept.before === 'number';
}
