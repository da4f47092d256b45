// Passkeys in this browser: what they sign, made and used. Loaded when somebody needs one.
import { fromBase64Url, fromHex, toBase64Url, utf8, type Bytes } from './bytes';
import { statement } from './crypto/identity';
import { webcrypto } from './crypto/webcrypto';
import type { PasskeyStanding } from './vouches';
import type { AddPasskey, PasskeyInfo, WithPasskey } from './wire';
import { passkeyWords as words } from './words/passkeys';

const ALGORITHMS = [-7, -8, -257]; // ES256, EdDSA, RS256: those that the host verifies

/** Whether passkeys work on this page. */
export function passkeyStanding(): PasskeyStanding {
  if (!isSecureContext) return 'insecure';
  return 'PublicKeyCredential' in window ? 'ready' : 'unsupported';
}

/** What a passkey signs to vouch for these very bytes, from this device, under this id. */
export async function challengeOf(nonce: string, device: string, command: string, body: Bytes): Promise<Bytes> {
  const digest = await webcrypto.sha256(body);
  return webcrypto.sha256(statement('passkey', fromBase64Url(nonce), utf8(device), utf8(command), digest));
}

/** What a new passkey answers. */
export function joiningChallenge(nonce: string, device: string, asked: string): Promise<Bytes> {
  return webcrypto.sha256(statement('passkey.add', fromBase64Url(nonce), utf8(device), utf8(asked)));
}

/** Have the person vouch for a challenge; throws an Error in words. */
export async function sign(challenge: Bytes, passkeys: readonly PasskeyInfo[]): Promise<Omit<WithPasskey, 'type' | 'made_at' | 'body'>> {
  const here = passkeys.filter(({ domain }) => domain === location.hostname);
  if (here.length === 0) throw new Error(words.noneHere);
  const allowCredentials = here.map(({ credential }) => ({ type: 'public-key' as const, id: fromBase64Url(credential) }));
  const used = await asked(navigator.credentials.get({ publicKey: { challenge, rpId: location.hostname, allowCredentials, userVerification: 'required' } }));
  if (!(used.response instanceof AuthenticatorAssertionResponse)) throw new Error(words.notUsed);
  const { clientDataJSON, authenticatorData, signature } = used.response;
  return {
    credential: text(used.rawId),
    client_data: text(clientDataJSON),
    authenticator_data: text(authenticatorData),
    signature: text(signature),
  };
}

/** Have the person make a passkey for a host at this address; throws an Error in words. */
export async function create(challenge: Bytes, host: string, name: string, passkeys: readonly PasskeyInfo[]): Promise<Pick<AddPasskey, 'client_data' | 'attestation'>> {
  const made = await asked(
    navigator.credentials.create({
      publicKey: {
        challenge,
        rp: { id: location.hostname, name: 'Farhand' },
        user: { id: fromHex(host), name, displayName: name },
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key' as const, alg })),
        excludeCredentials: passkeys.map(({ credential }) => ({ type: 'public-key' as const, id: fromBase64Url(credential) })),
        authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
        attestation: 'none',
      },
    }),
  );
  if (!(made.response instanceof AuthenticatorAttestationResponse)) throw new Error(words.notUsed);
  return { client_data: text(made.response.clientDataJSON), attestation: text(made.response.attestationObject) };
}

/** The credential that the browser gives, or why not, in words. */
async function asked(answer: Promise<Credential | null>): Promise<PublicKeyCredential> {
  const given = await answer.catch((error: unknown) => {
    const name = error instanceof DOMException ? error.name : '';
    throw new Error(name === 'InvalidStateError' ? words.known : words.notUsed, { cause: error });
  });
  if (!(given instanceof PublicKeyCredential)) throw new Error(words.notUsed);
  return given;
}

function text(bytes: ArrayBuffer): string {
  return toBase64Url(new Uint8Array(bytes));
}
