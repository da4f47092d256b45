// The files that came with a message, as the thread shows them.
import type { MessageView } from './view';
import type { Manifest } from './wire';

/** One of them; `manifest` opens it where it is at the relay, and not on the computer alone. */
export type AttachedFile = Pick<Manifest, 'name' | 'media' | 'size'> & { id: string; manifest?: Manifest };

/** What a message view says of its files; nothing where it has none. */
export function attached(manifests: readonly Manifest[] | undefined): Pick<MessageView, 'files'> {
  return manifests?.length ? { files: manifests.map(toFile) } : {};
}

function toFile(manifest: Manifest): AttachedFile {
  const { blob, name, media, size, chunks } = manifest;
  return { id: blob, name, media, size, ...(chunks.length ? { manifest } : {}) };
}
