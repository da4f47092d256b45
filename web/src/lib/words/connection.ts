// What is said of the host and the way to it. `clock` is since when, `span` for how long.
import { count } from './count';

export const connection = {
  yourComputer: 'your computer',
  starting: 'Opening what is on this device.',
  offline: (unsent: number) =>
    unsent ? `You're offline. ${count(unsent, 'message')} will send when you reconnect.` : "You're offline. What you write will send when you reconnect.",
  connecting: (span: string) => `Connecting for ${span}.`,
  catchingUp: (span: string) => `Reading what came meanwhile, for ${span}.`,
  noRelay: (clock: string) => `The relay has not answered since ${clock}. Your messages are saved.`,
  awake: 'Awake',
  awakeAgo: (span: string) => `Awake ${span} ago`,
  asleep: (host: string, clock: string) => `${host} has been asleep since ${clock}. What you send will run when it wakes.`,
  stopped: (host: string, clock: string) => `Farhand has not been running on ${host} since ${clock}. Start it to continue.`,
  unreachable: (host: string, clock: string) => `${host} has not been reachable since ${clock}. Your messages are saved.`,
  heldBack: (records: number, clock: string) => `The relay has held back ${count(records, 'record')} since ${clock}.`,
  identityChanged: "This computer's identity changed. Don't continue unless you re-paired it.",
  unpaired: (host: string) => `This device is no longer paired with ${host}. Pair again to continue.`,
  lostKeys: (host: string) => `This device lost its pairing. Scan again; your history is on ${host}.`,
  noStorage: 'This browser does not let Farhand keep anything on this device.',
  full: (host: string, clock: string) => `This device's storage has been full since ${clock}. What ${host} sends waits at the relay; free some space.`,
} as const;
