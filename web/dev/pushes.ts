// Canned states of notifications, by the name that the gallery's address gives.
import type { PushStanding, PushView } from '../src/lib/view';
import type { NoticeTold } from '../src/lib/wire';
import { MINUTE, NOW } from './pieces';

const told = (device: string, result: NoticeTold['result'], words = ''): [string, NoticeTold] => [
  device,
  { at: NOW - 3 * MINUTE, origin: 'host', type: 'notice.told', notice: 'x2', channel: 'push', device, result, words },
];
const OFF: PushView = { key: 'BA', devices: [], told: new Map() };
const MINE = { device: 'd1', kinds: ['done', 'needs_you'] as ('done' | 'needs_you')[], detail: true, since: NOW };
const OTHER = { device: 'd2', kinds: ['needs_you'] as 'needs_you'[], detail: false, since: NOW };
const ON: PushView = { ...OFF, devices: [MINE, OTHER], told: new Map([told('d1', 'accepted'), told('d2', 'failed', 'given up: the push service failed: 503')]) };

/** Each with how its browser stands. */
export const PUSHES: Record<string, { push: PushView; standing: PushStanding }> = {
  rich: { push: OFF, standing: 'off' },
  'push-on': { push: ON, standing: 'on' },
  'push-testing': { push: { ...ON, asked: 'try' }, standing: 'on' },
  'push-gone': { push: { ...ON, told: new Map([told('d1', 'gone', 'the browser no longer takes pushes there')]) }, standing: 'off' },
  'push-blocked': { push: OFF, standing: 'blocked' },
  'push-plain': { push: OFF, standing: 'insecure' },
  'push-install': { push: OFF, standing: 'install' },
  'push-unsupported': { push: OFF, standing: 'unsupported' },
};
