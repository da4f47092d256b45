// What was spent, in words, each figure beside its limit: the same as on the computer.
import type { DaySpent, TaskSpent } from './wire';
import { figures } from './words/figures';

/** What was spent, and what may be; 0 or absent is no limit. */
export interface Spending {
  usd: number;
  seconds: number;
  of_usd?: number | undefined;
  of_minutes?: number | undefined;
}

const WHOLE_FROM = 10; // minutes of a limit, below which a tenth says something
const ALMOST = 1e-9; // what a sum of fractions may lack
const NEAR = 0.8; // of a day's budget: from here on a person should see it coming

/** `12 of 30 minutes, $0.40 of $2` */
export function spentWords({ usd, seconds, of_usd, of_minutes }: Spending): string {
  const minutes = minutesWords(seconds / 60, of_minutes ?? 0);
  return usd || of_usd ? `${minutes}, ${usdWords(usd, of_usd ?? 0)}` : minutes;
}

/** What a task has spent by now: while it works, its time goes on from when that was told. */
export function spentBy(told: TaskSpent, now: number): Spending {
  return told.working ? { ...told, seconds: told.seconds + Math.max(0, now - told.at) / 1000 } : told;
}

/** What was spent of this day's budget; nothing once the day is over. */
export function todayOf(day: DaySpent | undefined, now: number): DaySpent | undefined {
  return day && now < day.until ? day : undefined;
}

/** Whether a budget is nearly used up, or is. */
export function isNearlyUsed({ usd, seconds, of_usd, of_minutes }: Spending): boolean {
  return (!!of_usd && usd >= NEAR * of_usd) || (!!of_minutes && seconds / 60 >= NEAR * of_minutes);
}

function minutesWords(spent: number, limit: number): string {
  const digits = !limit || limit >= WHOLE_FROM ? 0 : limit >= 1 ? 1 : 2;
  const last = limit ? trimmed(limit, Math.max(digits, 1)) : trimmed(floor(spent, digits), digits);
  const shown = limit ? figures.of(trimmed(floor(spent, digits), digits), last) : last;
  return `${shown} ${figures.minutes(last)}`;
}

function usdWords(spent: number, limit: number): string {
  return limit ? figures.of(figures.dollars(cents(floor(spent, 2))), figures.dollars(cents(limit).replace(/\.00$/, ''))) : figures.dollars(cents(spent));
}

function cents(usd: number): string {
  return usd === 0 || usd >= 0.01 ? usd.toFixed(2) : String(Number(usd.toPrecision(2)));
}

/** Rounds down: what is not used up yet must not read as if it were. */
function floor(value: number, digits: number): number {
  return Math.floor(value * 10 ** digits + ALMOST) / 10 ** digits;
}

function trimmed(value: number, digits: number): string {
  return digits ? String(Number(value.toFixed(digits))) : value.toFixed(0);
}
