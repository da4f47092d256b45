// Statistics as a table that a phone can show: a column for each complexity, and one for all.
import { durationWords } from './time';
import type { Statistics, Tally } from './wire';
import { words } from './words';
import { figures } from './words/figures';

const FEWEST_FOR_PERCENT = 5; // as on the host: below it one task more or less moves the figure by a quarter and more

/** One figure, and the same as a percentage where there are enough. */
export interface Cell {
  text: string;
  percent?: string;
}

export interface Table {
  columns: string[];
  rows: { name: string; cells: Cell[] }[];
}

/** `3 of 4`, and from five on a percentage beside it. */
export function toShare(part: number, n: number): Cell {
  const { share, percent } = words.statistics;
  return n < FEWEST_FOR_PERCENT ? { text: share(part, n) } : { text: share(part, n), percent: percent(part / n) };
}

/** The table; a row in which every figure is zero is left out. */
export function toTable({ by, total }: Statistics): Table {
  const tallies = [...by, total];
  const { columns, rows, cost, nothing } = words.statistics;
  const line = (name: string, cell: (tally: Tally) => Cell): Table['rows'][number] => ({ name, cells: tallies.map(cell) });
  const number = (name: string, read: (tally: Tally) => number): Table['rows'] =>
    read(total) === 0 ? [] : [line(name, (tally) => ({ text: read(tally).toLocaleString(figures.locale) }))];
  const time = (seconds: number | undefined): Cell => ({ text: seconds === undefined ? nothing : durationWords(seconds) });
  return {
    columns: tallies.map(({ complexity }) => columns[complexity ?? 'all']),
    rows: [
      ...number(rows.tasks, (tally) => tally.tasks),
      line(rows.passed, (tally) => toShare(tally.passed, tally.judged)),
      line(rows.first, (tally) => toShare(tally.first_time, tally.judged)),
      ...number(rows.failed, (tally) => tally.failed),
      ...number(rows.interrupted, (tally) => tally.interrupted),
      ...number(rows.undone, (tally) => tally.undone),
      ...number(rows.unchecked, (tally) => tally.unchecked),
      ...number(rows.cancelled, (tally) => tally.cancelled),
      ...number(rows.going, (tally) => tally.going),
      ...number(rows.repairs, (tally) => tally.repairs),
      line(rows.took, (tally) => time(tally.took_s)),
      line(rows.waited, (tally) => time(tally.waited_s)),
      line(rows.cost, ({ cost_usd, costed }) => ({ text: cost_usd === undefined ? nothing : cost(cost_usd, costed) })),
      ...number(rows.merged, (tally) => tally.merged),
      ...number(rows.discarded, (tally) => tally.discarded),
      ...number(rows.undecided, (tally) => tally.undecided),
    ],
  };
}
