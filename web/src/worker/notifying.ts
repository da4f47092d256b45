// What the worker makes of a push, and of a tap on what it showed. Decisions only; `push.ts` carries them out.
import { upright } from '../lib/exact';
import { worded } from '../lib/telling';
import type { PushApproval, PushMessage } from '../lib/wire';
import type { Tongue } from './tongues';

const ICON = '/icon-192.png';

/** What a notification keeps for the tap on it. */
export interface Kept {
  /** Where in the app it leads, as a fragment. */
  place: string;
  approval?: PushApproval;
}

/** What is shown. Actions and `renotify` are not in TypeScript's library: only some platforms have them. */
export interface Shown {
  title: string;
  options: NotificationOptions & { actions: { action: string; title: string }[]; renotify: boolean; data: Kept };
  badge?: number;
}

/** What to show for a push; whatever it is, something is. */
export function toShown(text: string | undefined, tongue: Tongue): Shown {
  const { words, sayings } = tongue;
  const message = readMessage(text);
  if (!message) return notify('Farhand', words.unreadable, 'unreadable', { place: '#/notices' }, words);
  const { said, tag, navigate } = message.notification;
  const title = worded(message.notification.title, said?.['title'], sayings);
  const body = worded(message.notification.body, said?.['body'], sayings);
  const kept = { place: placeOf(navigate), ...(message.approval ? { approval: message.approval } : {}) };
  return { ...notify(title, body, tag, kept, words), badge: message.app_badge };
}

/** What to show once an action was tapped: in the same place, and without a sound. */
export function toAnswered(title: string, body: string, tag: string, place: string, { words }: Tongue): Shown {
  const shown = notify(title, body, tag, { place }, words);
  return { ...shown, options: { ...shown.options, renotify: false, silent: true } };
}

/** The answer that a tap on an action gives; none means: open the app. An `allow` without a pass is no answer. */
export function answerOf(action: string, kept: Kept): 'allow' | 'deny' | undefined {
  if (!kept.approval) return undefined;
  if (action === 'deny') return 'deny';
  return action === 'allow' && kept.approval.pass_id ? 'allow' : undefined;
}

function notify(title: string, body: string, tag: string, data: Kept, words: Tongue['words']): Shown {
  const { approval } = data;
  const last = approval?.pass_id ? { action: 'allow', title: words.allow } : { action: 'look', title: words.look };
  const actions = approval ? [{ action: 'deny', title: words.deny }, last] : [];
  return { title: upright(title), options: { body: upright(body), tag, icon: ICON, renotify: true, data, actions } };
}

function readMessage(text: string | undefined): PushMessage | undefined {
  try {
    const message = JSON.parse(text ?? '') as PushMessage; // sealed by the host for this browser alone
    return typeof message.notification.title === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}

/** Only a place within this app, whatever origin the host knows it by. */
function placeOf(navigate: string): string {
  const at = navigate.indexOf('#/');
  return at < 0 ? '#/' : navigate.slice(at);
}
