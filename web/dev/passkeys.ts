// Canned states of passkeys, by the name that the gallery's address gives.
import type { View } from '../src/lib/view';
import type { HeldView, PasskeysView, PasskeyStanding } from '../src/lib/vouches';
import type { PasskeyInfo } from '../src/lib/wire';
import { APPROVAL, MINUTE, NOW, message } from './pieces';

const DAY = 24 * 60 * MINUTE;
const passkey = (id: string, name: string, more: Partial<PasskeyInfo> = {}): PasskeyInfo => ({ passkey: id, credential: 'AA', domain: location.hostname, name, added_at: NOW - 40 * DAY, added_by: 'd1', ...more });
const KEYS = [passkey('k1', 'My phone', { used_at: NOW - 20 * MINUTE }), passkey('k2', 'The blue security key in the drawer'), passkey('k3', 'Laptop', { domain: 'old.studio.example', used_at: NOW - 90 * DAY })];
const NONE: PasskeysView = { demand: 'none', passkeys: [], asked: false, refused: new Map() };
const ON: PasskeysView = { demand: 'approvals', passkeys: KEYS, asked: false, refused: new Map() };
const YES: HeldView = { id: 'h1', command: { type: 'approval.answer', made_at: NOW, approval: APPROVAL.id, action_hash: 'AA', generation: 1, verdict: 'allow' } };
const MESSAGE: HeldView = { id: 'h2', command: { type: 'message.send', made_at: NOW, text: 'Rotate the keys of the mail server' } };
const LAID = message('h2', 2 * MINUTE, 'Rotate the keys of the mail server', { receipt: 'held' });
const AWAY = { state: 'asleep', since: NOW, words: 'studio-pc has been asleep since 10:12.', unsent: 0, canRetry: false } as const;

export const PASSKEYS: Record<string, Partial<View>> = {
  rich: { passkeys: NONE },
  'passkeys-on': { passkeys: ON },
  'passkeys-asked': { passkeys: { ...ON, demand: 'dispatch', asked: true } },
  'passkeys-plain': { passkeys: NONE },
  'passkeys-unsupported': { passkeys: NONE },
  confirm: { passkeys: ON, needsYou: [APPROVAL], held: [YES] },
  'confirm-again': { passkeys: ON, needsYou: [APPROVAL], held: [{ ...YES, refusal: 'the passkey came too late' }] },
  'confirm-away': { passkeys: ON, needsYou: [APPROVAL], held: [YES], connection: AWAY },
  'confirm-plain': { passkeys: ON, needsYou: [APPROVAL], held: [YES] },
  freed: { passkeys: NONE, held: [{ ...MESSAGE, needless: true }], items: [LAID] },
  held: { passkeys: ON, held: [MESSAGE], items: [LAID] },
};

/** How the browser of a state stands to passkeys, where it is not ready for them. */
export const STANDINGS: Record<string, PasskeyStanding> = {
  'passkeys-plain': 'insecure',
  'passkeys-unsupported': 'unsupported',
  'confirm-plain': 'insecure',
};
