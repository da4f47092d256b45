// What a person can do to look into a file: a part of `Client`.
import type { RequestPreview } from './wire';

/** Which part of which file, how wide in pixels, and whether what was told of it before could not be had. */
export type PreviewWish = Omit<RequestPreview, 'type'>;

export interface Peeks {
  /** Asks the host to show a part of a file; `View.previews` changes when it answers. */
  askPreview(wish: PreviewWish): void;
}

/** What a part is known by among those that were told of. */
export function previewKey({ file, part, width }: Pick<PreviewWish, 'file' | 'part' | 'width'>): string {
  return `${file} ${part} ${width}`;
}
