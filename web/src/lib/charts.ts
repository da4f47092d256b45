// Statistics as shapes: what each chart draws, in numbers.
import { toShare } from './statistics';
import { spanWords } from './time';
import type { Complexity, Span, Statistics, Tally, Week } from './wire';
import { words } from './words';

export const ENDS = ['first', 'repaired', 'undone', 'failed', 'interrupted'] as const;
export type End = (typeof ENDS)[number];

/** One bar: its parts in the order of `ENDS`, those of zero left out, each with where it begins and how wide it is, in percent. */
export interface Bar {
  name: string;
  share: string;
  counts: Record<End, number>;
  parts: { end: End; x: number; width: number }[];
}

function countsOf(tally: Tally): Record<End, number> {
  const { first_time: first, passed, undone, failed, interrupted } = tally;
  return { first, repaired: passed - first, undone, failed, interrupted };
}

function toBar(tally: Tally): Bar {
  const counts = countsOf(tally);
  let x = 0;
  const parts = ENDS.filter((end) => counts[end] > 0).map((end) => {
    const width = (100 * counts[end]) / tally.judged;
    const part = { end, x, width };
    x += width;
    return part;
  });
  const { text, percent } = toShare(tally.passed, tally.judged);
  return { name: words.statistics.columns[tally.complexity ?? 'all'], share: percent ? `${text}, ${percent}` : text, counts, parts };
}

/** A bar for each complexity of which a task was judged, and one of all where there are several. */
export function toBars({ by, total }: Statistics): Bar[] {
  const judged = by.filter((tally) => tally.judged > 0);
  return (judged.length > 1 ? [...judged, total] : judged).map(toBar);
}

/** How long tasks took: a word for each span, how many, and their part of the largest. */
export function toSpans(spans: readonly Span[]): { name: string; n: number; part: number }[] {
  const { within, between, later } = words.statistics.charts;
  const largest = Math.max(1, ...spans.map(({ n }) => n));
  const toName = (from: number, to: number | undefined): string => {
    if (to === undefined) return later(spanWords(1000 * from));
    return from ? between(spanWords(1000 * from), spanWords(1000 * to)) : within(spanWords(1000 * to));
  };
  return spans.map(({ up_to_s: to, n }, at) => ({ name: toName(spans[at - 1]?.up_to_s ?? 0, to), n, part: n / largest }));
}

/** A column for each week: heights as parts of the tallest. */
export function toColumns(weeks: readonly Week[]): { week: Week; ended: number; passed: number; cost: number }[] {
  const most = Math.max(1, ...weeks.map(({ ended }) => ended));
  const dearest = Math.max(...weeks.map(({ cost_usd }) => cost_usd ?? 0)) || 1;
  return weeks.map((week) => ({ week, ended: week.ended / most, passed: week.passed / most, cost: (week.cost_usd ?? 0) / dearest }));
}

/** Minutes that a person takes for a task of each complexity, and `own` ones that each task of an agent takes of them. */
export type Assumptions = Record<Complexity | 'own', number>;

export const ASSUMED: Assumptions = { simple: 15, medium: 60, complex: 240, own: 5 };

/** Seconds that the tasks which passed and stand have saved by these assumptions; never less than none. */
export function recoveredSeconds({ by }: Statistics, assumed: Assumptions): number {
  const minutes = by.reduce((sum, { complexity, passed }) => sum + passed * ((complexity ? assumed[complexity] : 0) - assumed.own), 0);
  return 60 * Math.max(0, minutes);
}

/** Reads kept assumptions; what is no sensible number is as assumed. */
export function readAssumptions(text: string | null): Assumptions {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? '{}');
  } catch {
    kept = {};
  }
  const given = new Map(Object.entries(kept ?? {}));
  const sensible = (name: keyof Assumptions): number => {
    const value: unknown = given.get(name);
    return typeof value === 'number' && value >= 0 && value <= 100_000 ? value : ASSUMED[name];
  };
  return { simple: sensible('simple'), medium: sensible('medium'), complex: sensible('complex'), own: sensible('own') };
}
