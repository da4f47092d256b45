import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { joinTabs, type Tabs, type TabWord } from './tabs';

let tabs: Tabs[];

beforeEach(() => {
  vi.useFakeTimers();
  tabs = [];
});

afterEach(() => {
  for (const tab of tabs) tab.close();
  vi.useRealTimers();
});

/** A tab of a page without Web Locks, as over plain http. */
function join(): { tab: Tabs; heard: TabWord[]; leads: () => boolean } {
  let leads = false;
  const heard: TabWord[] = [];
  const tab = joinTabs(
    (word) => heard.push(word),
    () => (leads = true),
    null,
  );
  tabs.push(tab);
  return { tab, heard, leads: () => leads };
}

test('a single tab leads before long', () => {
  const { leads } = join();
  expect(leads()).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(leads()).toBe(true);
});

test('a leader that goes hands over at once', async () => {
  const first = join();
  vi.advanceTimersByTime(1_000);
  const second = join();
  tabs = [second.tab];
  first.tab.close();
  await vi.waitFor(() => expect(second.leads()).toBe(true));
});

test('what one tab says the others hear', async () => {
  const one = join();
  const other = join();
  one.tab.say({ kind: 'read' });
  await vi.waitFor(() => expect(other.heard).toEqual([{ kind: 'read' }]));
  expect(one.heard).toEqual([]);
});
