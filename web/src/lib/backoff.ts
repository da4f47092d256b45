// How long to wait before the next try: full jitter, so that many clients do not come back at once.

const FIRST_MS = 500;
const LONGEST_MS = 10_000; // a person who waits sees a try at least this often

/** The wait before try number `failures` + 1; `random` is in [0, 1). */
export function waitBeforeTry(failures: number, random: () => number): number {
  return Math.floor(random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 16)));
}
