import { expect, test, vi } from 'vitest';
import { fromBase64Url, toBase64Url } from './bytes';
import { standingOf, subscribe, unsubscribe, type PushBrowser } from './push';

const KEY = toBase64Url(new Uint8Array(65).fill(4));
const OTHER = toBase64Url(new Uint8Array(65).fill(5));

class FakeSubscription {
  readonly endpoint = 'https://push.example/1';
  readonly options: { applicationServerKey: ArrayBuffer };
  readonly #manager: FakeManager;

  constructor(manager: FakeManager, key: string) {
    this.#manager = manager;
    this.options = { applicationServerKey: fromBase64Url(key).buffer as ArrayBuffer };
  }

  getKey(name: string): ArrayBuffer {
    return new Uint8Array(name === 'auth' ? 16 : 65).fill(7).buffer;
  }

  async unsubscribe(): Promise<boolean> {
    this.#manager.held = null;
    return true;
  }
}

class FakeManager {
  held: FakeSubscription | null = null;
  answers = true;

  async getSubscription(): Promise<FakeSubscription | null> {
    return this.held;
  }

  subscribe({ applicationServerKey }: { applicationServerKey: Uint8Array }): Promise<FakeSubscription> {
    if (!this.answers) return new Promise(() => undefined);
    this.held = new FakeSubscription(this, toBase64Url(applicationServerKey as Uint8Array<ArrayBuffer>));
    return Promise.resolve(this.held);
  }
}

class FakeBrowser implements PushBrowser {
  isSecure = true;
  allowed: NotificationPermission | undefined = 'granted';
  readonly fake = new FakeManager();

  permission(): NotificationPermission | undefined {
    return this.allowed;
  }

  async askPermission(): Promise<NotificationPermission> {
    return this.allowed ?? 'denied';
  }

  manager(): Promise<PushManager> | undefined {
    return Promise.resolve(this.fake as unknown as PushManager); // what is asked of it, the fake has
  }
}

test('a browser stands to notifications as it says', async () => {
  const browser = new FakeBrowser();
  expect(await standingOf(browser, KEY)).toBe('off');
  await subscribe(browser, KEY);
  expect(await standingOf(browser, KEY)).toBe('on');
  expect(await standingOf(browser, OTHER)).toBe('off');
  browser.allowed = 'default';
  expect(await standingOf(browser, KEY)).toBe('off');
  browser.allowed = 'denied';
  expect(await standingOf(browser, KEY)).toBe('blocked');
  browser.allowed = undefined;
  expect(await standingOf(browser, KEY)).toBe('unsupported');
  browser.isSecure = false;
  expect(await standingOf(browser, KEY)).toBe('insecure');
});

test('what a browser holds for this host is used again, what it holds for another goes', async () => {
  const browser = new FakeBrowser();
  await subscribe(browser, OTHER);
  const before = browser.fake.held;
  const taken = await subscribe(browser, KEY);
  expect(browser.fake.held).not.toBe(before);
  expect(taken.endpoint).toBe('https://push.example/1');
  expect([fromBase64Url(taken.p256dh).length, fromBase64Url(taken.auth).length]).toEqual([65, 16]);
  const held = browser.fake.held;
  await subscribe(browser, KEY);
  expect(browser.fake.held).toBe(held);
  await unsubscribe(browser);
  expect(browser.fake.held).toBeNull();
});

test('a person who says no is told so', async () => {
  const browser = new FakeBrowser();
  browser.allowed = 'default';
  await expect(subscribe(browser, KEY)).rejects.toThrow('was not allowed');
});

test('a push service that does not answer is not waited for without end', async () => {
  vi.useFakeTimers();
  try {
    const browser = new FakeBrowser();
    browser.fake.answers = false;
    const failed = expect(subscribe(browser, KEY)).rejects.toThrow('did not answer');
    await vi.advanceTimersByTimeAsync(30_000);
    await failed;
  } finally {
    vi.useRealTimers();
  }
});
