// What is said of files that are no text, and of what kind of file a path is.
import { sizeWords } from '../size';
import type { DiffFile } from '../view';

const KINDS: Record<string, string> = {
  'application/pdf': 'PDF',
  'application/zip': 'ZIP archive',
  'application/gzip': 'GZIP archive',
  'application/x-tar': 'TAR archive',
  'application/wasm': 'WebAssembly',
};
const GROUPS: Record<string, string> = { image: 'image', audio: 'sound', video: 'video', font: 'font' };
const EXECUTABLE = '100755';
const PLAIN = '100644';
const LINK = '120000';

/** `PNG image`, `PDF`, `BIN file`. */
function kindOf(media: string, path: string): string {
  const [group = '', name = ''] = media.split('/');
  const known = KINDS[media] ?? (GROUPS[group] && `${name.replace(/^x-|\+.*$/g, '').toUpperCase()} ${GROUPS[group]}`);
  const ending = /\.(\w{1,8})$/.exec(path)?.[1];
  return known ?? (ending ? `${ending.toUpperCase()} file` : 'Binary file');
}

export const binary = {
  /** `PNG image, 12 kB → 14 kB`; a change of an older computer says nothing of its sizes. */
  facts: ({ path, before, after }: DiffFile): string => {
    const side = after ?? before;
    if (!side) return 'Binary file';
    const sizes = [before, after].flatMap((each) => (each ? [sizeWords(each.size)] : []));
    return `${kindOf(side.media, path)}, ${sizes.join(' → ')}`;
  },
  mode: ({ was, is }: NonNullable<DiffFile['mode']>): string => {
    if (was === PLAIN && is === EXECUTABLE) return 'can be run as a program now';
    if (was === EXECUTABLE && is === PLAIN) return 'can no longer be run as a program';
    if (is === LINK) return 'is a symbolic link now';
    if (was === LINK) return 'is no longer a symbolic link';
    return `mode ${was} → ${is}`;
  },
  notShown: 'Too large, or of a kind that is not drawn here: look at it on the computer.',
  oneSide: 'Of the other side there is no picture here: it is too large, or the relay was away.',
  fetching: 'Fetching the pictures…',
  undrawn: 'This browser cannot draw it.',
  before: 'Before',
  after: 'After',
  was: (path: string) => `${path} before the change`,
  is: (path: string) => `${path} after the change`,
  pixels: (width: number, height: number) => `${width} × ${height}`,
  both: (path: string) => `${path} before and after the change`,
  how: 'How the two are compared',
  ways: { beside: 'Both', turn: 'One by one', slide: 'Slide', blend: 'Blend' },
  share: { slide: 'How much of the picture before the change is seen, from the left', blend: 'How much of the picture after the change shines through' },
  per: (share: number) => `${share} %`,
} as const;
