import { expect, test } from 'vitest';
import { reasonsBeside } from './risk-reasons';

const TOUCHED = 'changes auth/legacy.py, which the ticket wanted left alone';
const risk = (...reasons: string[]) => ({ level: 'large', weight: 5, reasons }) as const;

test('a reason that a warning tells is not told again', () => {
  expect(reasonsBeside(risk(TOUCHED, 'changes tests that were there'), [`it ${TOUCHED}`])).toEqual(['changes tests that were there']);
  expect(reasonsBeside(risk('adds what looks like a key'), ['the change adds what looks like an AWS key to `src/config.py`'])).toEqual([]);
});

test('a reason that no warning tells stays', () => {
  expect(reasonsBeside(risk(TOUCHED, 'skips tests'), [])).toEqual([TOUCHED, 'skips tests']);
  expect(reasonsBeside(risk('adds what looks like a key', '700 lines'), ["the change adds git's conflict marks to `app.py`"])).toEqual(['adds what looks like a key', '700 lines']);
});
