// A whole stage for tests: a paired device's session between a fake host and a fake relay.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { identityOf, newIdentity } from '../crypto/identity';
import { webcrypto as suite } from '../crypto/webcrypto';
import { toBase64Url } from '../bytes';
import { makeIntents } from '../intents';
import { browserCrypto, type DeviceKeys } from '../keys';
import type { Page } from '../page';
import { Session } from '../session';
import { Store } from '../store';
import type { View } from '../view';
import type { AnyEvent } from '../wire';
import { FakeClock } from './clock';
import { FakeHost, type KnownDevice, type Link } from './host';
import { FakeRelay } from './relay';

/** What a test plays with. */
export class Stage {
  readonly clock = new FakeClock();
  readonly relay = new FakeRelay();
  readonly opened: Session[] = [];
  marker: string | undefined;
  isOnline = true;
  openStore: () => Promise<Store> = () => Store.open();

  private constructor(
    readonly host: FakeHost,
    readonly keys: DeviceKeys,
    readonly device: KnownDevice,
  ) {
    this.relay.now = this.clock.now();
  }

  static async make(): Promise<Stage> {
    globalThis.indexedDB = new IDBFactory();
    const [host, identity, wrap] = await Promise.all([FakeHost.make(), newIdentity(suite), suite.newDhKey()]);
    const keys: DeviceKeys = { suite: 'webcrypto', sign: identity.key, wrap };
    const { id } = await identityOf(suite, identity.key);
    const stage = new Stage(host, keys, { id, identity: identity.key.public, wrap: wrap.public });
    const started = { type: 'thread.started', host_name: 'studio', key: 'AA', hpke: 'AA', demo: false } as const;
    await host.append(stage.event({ ...started, examples: [] }));
    return stage;
  }

  /** An event at the stage's time, of the host's own making. */
  event<E extends { type: AnyEvent['type'] }>(event: E): E & { at: number; origin: string } {
    return { at: this.clock.now(), origin: 'host', ...event };
  }

  /** Store what pairing would have stored: keys, and the host's thread from `from` on. */
  async pair(from = 0): Promise<void> {
    const store = await Store.open();
    const { host, keys, device } = this;
    const links = host.links.slice(from);
    const last = links.at(-1);
    if (!last) throw new Error('pair with at least one record');
    const { seq, incarnation, signature } = last.record;
    await store.pair(
      {
        keys,
        paired: {
          ...{ host: host.id, hostName: 'studio', hostKey: host.identity.key.public, hostHpke: host.hpke.public },
          ...{ device: device.id, relay: 'http://relay.test/relay', demo: false, at: this.clock.now() },
        },
        tip: { seq, incarnation, signature, hash: last.hash },
        incarnations: [incarnation],
      },
      {
        records: links.map(({ record, raw, hash }) => ({ seq: record.seq, raw, hash })),
        epochs: [{ epoch: host.epoch, key: await suite.importAesKey(host.epochKey) }],
      },
    );
    store.close();
  }

  /** The host adds an event and mails it. */
  async tell(event: AnyEvent): Promise<Link> {
    const link = await this.host.append(event);
    this.relay.put(await this.host.sealRecord(link));
    return link;
  }

  /** Open the app; with `leads` false it is a second tab. */
  async open(how: { leads?: boolean } = {}): Promise<App> {
    const app = this.begin(how);
    await app.opening;
    return app;
  }

  /** Begin to open the app, and do not wait for what is kept. */
  begin({ leads = true }: { leads?: boolean } = {}): App {
    const { clock, relay } = this;
    const page: Page = {
      ...{ origin: 'http://app.test', isSecure: true, clock, dial: relay.dial, random: () => 0.5 },
      crypto: browserCrypto(false),
      openStore: () => this.openStore(),
      joinTabs: (_hear, lead) => {
        if (leads) lead();
        return { say: () => undefined, close: () => undefined };
      },
      isOnline: () => this.isOnline,
      isVisible: () => true,
      watch: () => undefined,
      persist: () => undefined,
      sendLater: () => undefined,
      marker: { read: () => this.marker, write: (name) => (this.marker = name), clear: () => (this.marker = undefined) },
      changed: (afterMs) => app.look(afterMs),
    };
    const session = new Session(page);
    this.opened.push(session);
    const app: App = new App(session);
    return app;
  }

  /** End every session, as closing the browser does. */
  async close(): Promise<void> {
    for (const session of this.opened.splice(0)) {
      await session.settled();
      session.close();
    }
  }

  /** Let time go by in small steps, so that the relay can answer pings in between. */
  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 5_000) {
      this.clock.advance(5_000);
      await this.relay.settled();
    }
  }
}

/** An open app and what it shows. */
export class App {
  readonly session: Session;
  readonly opening: Promise<void>;
  readonly intents: ReturnType<typeof makeIntents>;
  /** How long each change may wait until it is drawn. */
  readonly waits: number[] = [];
  #watchers = new Set<() => void>();

  constructor(session: Session) {
    this.session = session;
    this.opening = session.open();
    this.intents = makeIntents(session);
  }

  get view(): View {
    return this.session.view();
  }

  /** Something may have changed. */
  look(afterMs = 0): void {
    this.waits.push(afterMs);
    for (const watch of [...this.#watchers]) watch();
  }

  /** Wait until the view is as wanted; the test's own time limit bounds it. */
  waitUntil(isSo: (view: View) => boolean): Promise<View> {
    return new Promise((resolve) => {
      const watch = (): void => {
        const { view } = this;
        if (!isSo(view)) return;
        this.#watchers.delete(watch);
        resolve(view);
      };
      this.#watchers.add(watch);
      watch();
    });
  }
}

/** base64url of the byte `n`, thirty-two times: a stand-in for a hash. */
export function hashText(n: number): string {
  return toBase64Url(new Uint8Array(32).fill(n));
}
