// The answer to a relay's challenge: a signature that binds this device, the host and the relay dialled.
import { fromBase64Url, fromHex, toBase64Url, utf8 } from './bytes';
import { sign } from './crypto/identity';
import type { SignKey, Suite } from './crypto/suite';
import type { Challenge, Login } from './wire';

/** The login of a device of `host`; `audience` is the host:port that was dialled. */
export async function signLogin(
  suite: Suite,
  key: SignKey,
  host: string,
  challenge: Challenge,
  audience: string,
): Promise<Login> {
  const fields = [fromBase64Url(challenge.nonce), utf8(audience), utf8('device'), fromHex(host)];
  return {
    type: 'login',
    role: 'device',
    host,
    key: toBase64Url(key.public),
    audience,
    signature: toBase64Url(await sign(suite, key, 'login', ...fields)),
  };
}
