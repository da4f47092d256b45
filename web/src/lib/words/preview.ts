// What is said where a file is looked at. Loaded late, with its screen.
import { figure } from './count';
import type { Preview } from '../wire';

type Kind = NonNullable<Preview['kind']>;
const rows = (n: number): string => (n === 1 ? '1 more row' : `${figure(n)} more rows`);
const columns = (n: number): string => (n === 1 ? '1 more column' : `${figure(n)} more columns`);

export const preview = {
  title: 'File',
  notHere: 'This file is not among what this device shows now. Open it from the thread.',
  toThread: 'To the thread',
  away: (host: string) => `Available when ${host} is back.`,
  making: (host: string, seconds: number) => `${host} makes a preview. It has up to ${seconds} seconds.`,
  silent: (host: string, seconds: number) => `${host} has not answered for ${seconds} seconds.`,
  why: {
    locked: 'It could not be shown because it wants a password. Save it and open it with an app of yours.',
    damaged: 'It could not be shown because it is damaged, or not what its name says. Save it to see for yourself.',
    too_much: 'It could not be shown because that would take too much time or memory. Save it instead.',
    unknown: 'There is no preview for this kind of file. Save it to open it.',
    gone: 'It could not be shown because it is not on the computer any more.',
    not_sent: 'It could not be shown because the relay did not take the preview. Try again later, or save it instead.',
    failed: 'It could not be shown because Farhand itself failed; its log on the computer says more. Save it instead.',
  } satisfies Record<NonNullable<Preview['why_not']>, string>,
  named: (kind: Kind, part: number, parts: number, title: string) => {
    const name = { page: 'Page', slide: 'Slide', sheet: 'Sheet', picture: '', document: '', text: '' }[kind];
    const place = name && `${name} ${figure(part + 1)} of ${figure(parts)}`;
    return [place, title].filter(Boolean).join(': ');
  },
  inside: (name: string) => `What is in ${name}`,
  says: (name: string, text: string) => (text ? `${name}: ${text}` : name),
  only: {
    slide: 'What the slides say and show; not how they look.',
    document: 'What the document says and shows; not how it looks.',
    sheet: 'The values as they were computed last.',
  },
  more: (rowsLeft: number, columnsLeft: number) => `Not shown: ${[rowsLeft && rows(rowsLeft), columnsLeft && columns(columnsLeft)].filter(Boolean).join(' and ')}.`,
  moreLines: (n: number) => (n === 1 ? 'Not shown: 1 more line.' : `Not shown: ${figure(n)} more lines.`),
  moreParts: (n: number) => `Only the first ${figure(n)} are shown. Save it to read on.`,
  assumed: (encoding: string) => `It does not say its encoding; it is read as ${encoding}. If letters look wrong, save it and open it with an app of yours.`,
  empty: 'It is empty.',
  undrawn: 'This browser cannot draw it. Save it instead.',
  zoom: 'Size of the pages',
  smaller: 'Smaller',
  larger: 'Larger',
  percent: (times: number) => `${Math.round(100 * times)} %`,
} as const;
