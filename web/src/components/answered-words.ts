// Who answered an approval or question, how and when, in a line.
import type { AnsweredView } from '../lib/attention';
import { needs } from '../lib/words/needs';
import { toClock } from './dates';

export function answeredWords({ verdict, by, mine, at }: AnsweredView): string {
  return needs.verdict(mine ? needs.you : by, toClock(at))[verdict];
}
