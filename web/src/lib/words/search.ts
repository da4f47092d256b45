// What the search says.
import { count } from './count';

export const search = {
  title: 'Search',
  label: 'Words in messages, tasks, files and outputs',
  hint: 'It looks through everything on this device, without a connection too.',
  looking: 'Looking…',
  found: (n: number, more: boolean) => (n === 0 ? 'Nothing found' : more ? `The newest ${count(n, 'place')}` : count(n, 'place')),
  all: 'The whole thread was searched.',
  since: (day: string, host: string) => `Searched back to ${day}. What is older is on ${host}.`,
  fetch: (host: string) => `Get it from ${host}`,
  fetching: (day: string) => `Reading older messages, back to ${day} so far…`,
  notFetched: (host: string) => `${host} has not sent more. It may be asleep or out of reach.`,
  more: 'More',
};
