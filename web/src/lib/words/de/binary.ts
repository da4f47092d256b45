import { sizeWords } from '../../size';
import type { binary as english } from '../binary';
import type { Spoken } from '../spoken';

const KINDS: Record<string, string> = {
  'application/pdf': 'PDF',
  'application/zip': 'ZIP-Archiv',
  'application/gzip': 'GZIP-Archiv',
  'application/x-tar': 'TAR-Archiv',
  'application/wasm': 'WebAssembly',
};
const GROUPS: Record<string, string> = { image: 'Bild', audio: 'Ton', video: 'Video', font: 'Schrift' };
const EXECUTABLE = '100755';
const PLAIN = '100644';
const LINK = '120000';

function kindOf(media: string, path: string): string {
  const [group = '', name = ''] = media.split('/');
  const known = KINDS[media] ?? (GROUPS[group] && `${name.replace(/^x-|\+.*$/g, '').toUpperCase()}-${GROUPS[group]}`);
  const ending = /\.(\w{1,8})$/.exec(path)?.[1];
  return known ?? (ending ? `${ending.toUpperCase()}-Datei` : 'Binärdatei');
}

export const binary: Spoken<typeof english> = {
  facts: ({ path, before, after }) => {
    const side = after ?? before;
    if (!side) return 'Binärdatei';
    const sizes = [before, after].flatMap((each) => (each ? [sizeWords(each.size)] : []));
    return `${kindOf(side.media, path)}, ${sizes.join(' → ')}`;
  },
  mode: ({ was, is }) => {
    if (was === PLAIN && is === EXECUTABLE) return 'kann jetzt als Programm laufen';
    if (was === EXECUTABLE && is === PLAIN) return 'kann nicht mehr als Programm laufen';
    if (is === LINK) return 'ist jetzt ein symbolischer Link';
    if (was === LINK) return 'ist kein symbolischer Link mehr';
    return `Modus ${was} → ${is}`;
  },
  notShown: 'Zu groß, oder von einer Art, die hier nicht gezeichnet wird: Sieh es am Computer an.',
  oneSide: 'Von der anderen Seite gibt es hier kein Bild: Es ist zu groß, oder das Relay war nicht da.',
  fetching: 'Hole die Bilder …',
  undrawn: 'Dieser Browser kann es nicht zeichnen.',
  before: 'Vorher',
  after: 'Nachher',
  was: (path) => `${path} vor der Änderung`,
  is: (path) => `${path} nach der Änderung`,
  pixels: (width, height) => `${width} × ${height}`,
  both: (path) => `${path} vor und nach der Änderung`,
  how: 'Wie die beiden verglichen werden',
  ways: { beside: 'Beide', turn: 'Einzeln', slide: 'Schieben', blend: 'Blenden' },
  share: { slide: 'Wie viel vom Bild vor der Änderung zu sehen ist, von links', blend: 'Wie stark das Bild nach der Änderung durchscheint' },
  per: (share) => `${share} %`,
};
