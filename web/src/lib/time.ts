// Times and lengths of time in words for people.
import { figures } from './words/figures';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in its largest unit: `12 s`, `3 min`, `2 h`, `4 days`. */
export function spanWords(ms: number): string {
  if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / SECOND))} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  return figures.days(Math.floor(ms / DAY));
}

/** How long ago something was: `just now`, `12 s ago`. */
export function agoWords(at: number, now: number): string {
  const age = now - at;
  return age < 5 * SECOND ? figures.justNow : figures.ago(spanWords(age));
}

/** How long work took or takes: `under 1 s`, `45 s`, `2 min 14 s`, `1 h 3 min`. */
export function durationWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole === 0 && seconds > 0) return figures.underASecond;
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 ? `${minutes} min ${whole % 60} s` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
}

/** A moment as a clock shows it, with the day where it is not today's: `10:12`, `Mon 10:12`, `3 Nov 10:12`. */
export function clockWords(at: number, now: number, locale?: string): string {
  const moment = new Date(at);
  const clock = moment.toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' });
  if (moment.toDateString() === new Date(now).toDateString()) return clock;
  const day: Intl.DateTimeFormatOptions =
    now - at < 6 * DAY && at <= now ? { weekday: 'short' } : { day: 'numeric', month: 'short' };
  return `${moment.toLocaleDateString(locale, day)} ${clock}`;
}
