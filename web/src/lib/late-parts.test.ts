import { beforeEach, expect, test, vi } from 'vitest';
import { reloadForMissingParts, type PartsPage } from './late-parts';

class FakePage implements PartsPage {
  readonly reloads: string[] = [];
  served: () => Promise<boolean> = () => Promise.resolve(true);
  readonly memory: PartsPage['memory'];
  #missing: () => void = () => undefined;

  constructor(
    readonly build: string,
    kept: Map<string, string>,
  ) {
    this.memory = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
    reloadForMissingParts(this, () => this.reloads.push('before'));
  }

  readonly onMissing = (run: () => void): void => void (this.#missing = run);
  readonly isServed = (): Promise<boolean> => this.served();
  readonly reload = (): void => void this.reloads.push('reload');

  /** A part does not come; resolves when everything about it is done. */
  async miss(): Promise<void> {
    this.#missing();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

let kept: Map<string, string>;

beforeEach(() => {
  kept = new Map();
});

test('a missing part loads the page again, once for each build', async () => {
  const page = new FakePage('one', kept);
  await page.miss();
  await page.miss();
  expect(page.reloads).toEqual(['before', 'reload']);

  const same = new FakePage('one', kept);
  await same.miss();
  expect(same.reloads).toEqual([]);

  const next = new FakePage('two', kept);
  await next.miss();
  expect(next.reloads).toEqual(['before', 'reload']);
});

test('two parts that are missing at once load the page again once', async () => {
  const page = new FakePage('one', kept);
  await Promise.all([page.miss(), page.miss()]);
  expect(page.reloads).toEqual(['before', 'reload']);
});

test('a page that would not come again stays, and may be loaded again later', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const page = new FakePage('one', kept);
  page.served = () => Promise.reject(new TypeError('no network'));
  await page.miss();
  page.served = () => Promise.resolve(false);
  await page.miss();
  expect(page.reloads).toEqual([]);
  page.served = () => Promise.resolve(true);
  await page.miss();
  expect(page.reloads).toEqual(['before', 'reload']);
});
