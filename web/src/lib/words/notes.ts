// What the thread says beside what anybody wrote.
import { figure } from './count';
import type { DevicesChanged, HostRestored } from '../wire';

export const notes = {
  thisDevice: 'This device',
  aDevice: 'A device',
  theHost: 'The host',
  pairedWith: (host: string) => `Paired with ${host}.`,
  devices: {
    joined: (name: string) => `${name} is paired now.`,
    lapsed: (name: string) => `${name} did not finish pairing in time.`,
    unpairing: (name: string) => `${name} will be unpaired in ten minutes unless someone objects.`,
    kept: (name: string) => `${name} stays paired.`,
    unpaired: (name: string) => `${name} was unpaired.`,
  } as Partial<Record<DevicesChanged['what'], (name: string) => string>>,
  restored: (host: string, reason: HostRestored['reason'], lost: number) => {
    const how = reason === 'copied' ? 'runs from a copy of its data' : 'was restored from an older copy of its data';
    const rest = lost > 0 ? `: what came after that (${figure(lost)} entries) is no longer there` : '';
    return `${host} ${how}${rest}. Nothing was run twice.`;
  },
  lost: (host: string) => `${host} was restored from an older copy and no longer has this message.`,
  relayRefused: (why: string) => `The relay refused it: ${why}`,
  pairedAnew: 'This device was paired anew before the computer had answered this. If it is not in the thread, send it again.',
  stopping: 'asked to stop',
} as const;
