import { expect, test, vi } from 'vitest';
import { writing } from '../lib/disk';
import { keeping } from '../lib/words/keeping';
import { attempt } from './attempt.svelte';

const UNCLONED = new DOMException("Failed to execute 'add' on 'IDBObjectStore'", 'DataCloneError');

test.each([
  ['what cannot be kept', () => writing(Promise.reject(UNCLONED)), keeping.failed],
  ['a full disk', () => writing(Promise.reject(new DOMException('no room', 'QuotaExceededError'))), keeping.full],
  ['what a browser says', () => Promise.reject(new TypeError('Failed to fetch')), keeping.browser],
  ['our own words', () => writing(Promise.reject(new Error('it was put away'))), 'it was put away'],
])('%s is told in words', async (_, intent, words) => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const act = attempt();
  expect(await act.run(intent)).toBe(false);
  expect(act.failure).toBe(words);
});
