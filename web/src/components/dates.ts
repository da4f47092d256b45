// Days and clock times as a conversation shows them.
import { words } from '../lib/words';
import { figures } from '../lib/words/figures';

const clockFormat = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' };
const DATE: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };

/** The time of day, in the reader's own way of writing it. */
export function toClock(at: number): string {
  return clockFormat.format(at);
}

/** A key that is the same for two times on one calendar day. */
export function toDayKey(at: number): string {
  return new Date(at).toDateString();
}

/** The day as a heading: today, yesterday, or its name. */
export function toDayName(at: number, now: number): string {
  const key = toDayKey(at);
  if (key === toDayKey(now)) return words.thread.today;
  const before = new Date(now);
  before.setDate(before.getDate() - 1);
  return key === toDayKey(before.getTime()) ? words.thread.yesterday : new Date(at).toLocaleDateString(figures.locale, DAY);
}

/** A short date, for lists. */
export function toDate(at: number): string {
  return new Date(at).toLocaleDateString(figures.locale, DATE);
}
