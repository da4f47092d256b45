import { describe, expect, test } from 'vitest';
import type { NoticeView } from './attention';
import { isAttended, isInSight, nowSeen } from './seen';

describe('a page', () => {
  test.each([
    ['is looked at by whoever touched it just now', true, 0, true],
    ['is looked at for a while after that', true, 59_999, true],
    ['is left alone after that', true, 60_000, false],
    ['is not looked at while it is hidden', false, 0, false],
    ['is not looked at, hidden and left alone', false, 60_000, false],
  ])('%s', (_what, isVisible, idle, attended) => {
    expect(isAttended(isVisible, 1_000_000, 1_000_000 + idle)).toBe(attended);
  });
});

describe('a card', () => {
  const PANE = { top: 100, bottom: 500 };
  test.each([
    ['is in sight, whole', 150, 250, true],
    ['is in sight by its half', 50, 150, true],
    ['is not in sight by less', 49, 149, false],
    ['is in sight by its lower end', 450, 550, true],
    ['is in sight where it fills half the screen, however long it is', -2000, 300, true],
    ['is not in sight where the end of a long one shows', -2000, 299, false],
    ['is not in sight above', 0, 100, false],
    ['is not in sight below', 500, 600, false],
    ['is not in sight while it has no height', 200, 200, false],
  ])('%s', (_what, top, bottom, inSight) => {
    expect(isInSight({ top, bottom }, PANE)).toBe(inSight);
  });
});

/** Each way that three notices can stand: seen before, over, seen now, or not; the oldest has the seq 1. */
const STANDINGS = ['read', 'over', 'seen', 'left'] as const;
type Standing = (typeof STANDINGS)[number];
const ALL = STANDINGS.flatMap((one) => STANDINGS.flatMap((two) => STANDINGS.map((three): Standing[] => [one, two, three])));

describe('what is said', () => {
  test.each(ALL)('of notices that are %s, %s and %s marks what was seen and nothing that is left', (...standings) => {
    const notices = standings.map((standing, at): NoticeView => ({
      ...{ id: `${at + 1}`, seq: at + 1, at: 0, title: standing, body: '', read: standing === 'read' },
      ...(standing === 'over' ? { over: {} } : {}),
    }));
    const seen = notices.filter(({ title }) => title === 'seen').reverse();
    const said = nowSeen(notices.toReversed(), seen);
    const marked = notices.filter(({ seq, id }) => seq <= said.seq || said.also.includes(id));
    expect(marked).toEqual(expect.arrayContaining(seen));
    expect(marked.filter(({ title }) => title === 'left')).toEqual([]);
    expect(said.also).toEqual(seen.filter(({ seq }) => seq > said.seq).map(({ id }) => id));
  });

  test('reaches as far as all are seen, also for hosts that know of no others', () => {
    const notices = [3, 2, 1].map((seq): NoticeView => ({ id: `${seq}`, seq, at: 0, title: '', body: '', read: seq === 1 }));
    const [three, two] = notices as [NoticeView, NoticeView];
    expect(nowSeen(notices, [three, two])).toEqual({ seq: 3, also: [] });
    expect(nowSeen(notices, [three])).toEqual({ seq: 1, also: ['3'] });
    expect(nowSeen(notices, [two])).toEqual({ seq: 2, also: [] });
  });
});
