import { beforeEach, expect, test } from 'vitest';
import { registerWorker, type Registered, type WorkerPage, type Workers } from './registration';

class FakeWorker extends EventTarget {
  heard: string[] = [];

  postMessage(word: string): void {
    this.heard.push(word);
  }
}

class FakeRegistration extends EventTarget implements Registered {
  waiting: FakeWorker | null = null;
  installing: FakeWorker | null = null;
  looks = 0;

  async update(): Promise<void> {
    this.looks += 1;
  }

  /** A new version was found and installed. */
  install(): FakeWorker {
    const worker = new FakeWorker();
    this.installing = worker;
    this.dispatchEvent(new Event('updatefound'));
    this.installing = null;
    this.waiting = worker;
    worker.dispatchEvent(new Event('statechange'));
    return worker;
  }
}

class FakeWorkers extends EventTarget implements Workers {
  controller: object | null = {};
  readonly registration = new FakeRegistration();

  register(): Promise<Registered> {
    return Promise.resolve(this.registration);
  }
}

let workers: FakeWorkers;
let page: WorkerPage & { reloads: number; comeBack(): void };
let offers: (() => void)[];

beforeEach(() => {
  workers = new FakeWorkers();
  offers = [];
  let back = (): void => undefined;
  page = { workers, reloads: 0, reload: () => (page.reloads += 1), onReturn: (run) => (back = run), comeBack: () => back() };
});

const register = (): Promise<void> => registerWorker((letIn) => offers.push(letIn), page);

test('a new version is offered and waits until a person lets it in', async () => {
  await register();
  expect(offers).toHaveLength(0);
  const worker = workers.registration.install();
  expect(offers).toHaveLength(1);
  expect([worker.heard, page.reloads]).toEqual([[], 0]);
  offers[0]?.();
  expect(worker.heard).toEqual(['let in']);
  workers.dispatchEvent(new Event('controllerchange'));
  expect(page.reloads).toBe(1);
});

test('a version that another tab let in does not take this page away from its reader', async () => {
  await register();
  workers.registration.install();
  workers.dispatchEvent(new Event('controllerchange'));
  expect(page.reloads).toBe(0);
});

test('the first version is no news', async () => {
  workers.controller = null;
  await register();
  workers.registration.install();
  expect(offers).toEqual([]);
});

test('a version that waited since the last visit is offered at once', async () => {
  workers.registration.waiting = new FakeWorker();
  await register();
  expect(offers).toHaveLength(1);
});

test('whoever comes back to the page makes it look for a new version', async () => {
  await register();
  page.comeBack();
  expect(workers.registration.looks).toBe(1);
});

test('a page without workers goes without', async () => {
  await registerWorker((letIn) => offers.push(letIn), { ...page, workers: undefined });
  expect(offers).toEqual([]);
});
