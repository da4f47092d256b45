// How what is in a file is shown, and by whom: small texts and pictures by the app itself, all else by the computer.
import type { FilePublished, Preview } from './wire';

export type Showing = 'image' | 'table' | 'markup' | 'markdown' | 'text';

const TEXT_BYTES = 256_000; // a phone lays it out at once
const IMAGE_BYTES = 2_000_000; // a larger one travels in the size of the screen
const IMAGES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];
const BY_MEDIA: Record<string, Showing> = { 'text/csv': 'table', 'text/tab-separated-values': 'table', 'text/markdown': 'markdown', 'application/json': 'text' };

/** How the app shows a file by itself, also while the computer sleeps; nothing where the computer has to. */
export function shownHere({ media, size, manifest }: Pick<FilePublished, 'media' | 'size' | 'manifest'>): Showing | undefined {
  if (!manifest) return undefined;
  if (IMAGES.includes(media)) return size <= IMAGE_BYTES ? 'image' : undefined;
  return size <= TEXT_BYTES ? textShowing(media) : undefined;
}

/** How a part is shown that the computer made; nothing where it is of a kind that this version does not know. */
export function showingOf(kind: Preview['kind'], media: string): Showing | undefined {
  switch (kind) {
    case 'page':
    case 'picture':
      return 'image';
    case 'sheet':
      return 'table';
    case 'slide':
    case 'document':
      return 'markup';
    case 'text':
      return textShowing(media) ?? 'text';
    case undefined:
      return undefined;
  }
}

function textShowing(media: string): Showing | undefined {
  return BY_MEDIA[media] ?? (media.startsWith('text/') ? 'text' : undefined);
}
