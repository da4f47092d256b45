// What sealing a command or request to the host takes.
import { newId, type Identity } from './crypto/identity';
import type { ToSeal } from './crypto/sealing';
import type { Suite } from './crypto/suite';
import { toJson } from './json';
import type { Paired } from './store';
import type { AnyCommand, AnyRequest } from './wire';

/** A message from this device to the host that it is paired with. */
export function toSeal(
  suite: Suite,
  sender: Identity,
  to: Pick<Paired, 'host' | 'hostHpke'>,
  message: AnyCommand | AnyRequest,
  expiresMs: number,
): ToSeal {
  return { sender, host: to.host, recipientKey: to.hostHpke, body: toJson(message), id: newId(suite), expiresMs };
}
