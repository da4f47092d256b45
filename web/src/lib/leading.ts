// What the one leading tab runs: the line to the relay and the sync behind it.
import type { Audience } from './audience';
import type { Bytes } from './bytes';
import { Connection, type Peer } from './connection';
import type { Outbox } from './outbox';
import { audienceOf, socketUrl } from './places';
import type { Clock, Dial } from './ports';
import type { LinkState } from './presence';
import type { Paired, Store } from './store';
import { Syncing } from './syncing';
import type { Vault } from './vault';

/** What a leader is made of. */
export interface LeaderParts {
  paired: Paired;
  store: Store;
  vault: Vault;
  outbox: Outbox;
  audience: Audience;
  clock: Clock;
  dial: Dial;
  random: () => number;
  isVisible(): boolean;
  linkChanged(link: LinkState): void;
  rejected(code: string): void;
}

/** The line and the sync of the leading tab. */
export interface Leader {
  readonly connection: Connection;
  readonly syncing: Syncing;
  stop(): void;
}

/** Load the sync, dial, and keep at it. */
export async function startLeading(parts: LeaderParts): Promise<Leader> {
  const { paired, vault, store, outbox, audience, clock, dial, random } = parts;
  // Neither exists without the other: sync writes to the line, the line tells sync what comes.
  const line = {
    send: (envelope: Bytes) => connection.send(envelope),
    control: (message: Parameters<Connection['control']>[0]) => connection.control(message),
    caughtUp: () => connection.caughtUp(),
  };
  const syncing = await Syncing.load({ store, vault, outbox, line, audience, clock });
  const peer: Peer = {
    login: (challenge) => vault.login(challenge, audienceOf(paired.relay)),
    opened: (welcome) => syncing.opened(welcome, parts.isVisible()),
    control: (message) => syncing.control(message),
    delivered: (mseq, envelope) => syncing.delivered(mseq, envelope),
    changed: (link) => {
      if (link.kind === 'down') syncing.closed();
      parts.linkChanged(link);
    },
    rejected: (code) => parts.rejected(code),
  };
  const connection = new Connection({ url: socketUrl(paired.relay, '/v1/mailbox'), dial, clock, random, peer });
  connection.start();
  return { connection, syncing, stop: () => connection.stop() };
}
