// The files that came with a message, as the thread shows them.
import type { MessageView } from './view';
import type { Manifest } from './wire';

/** What a message view says of its files; nothing where it has none. */
export function attached(manifests: readonly Manifest[] | undefined): Pick<MessageView, 'files'> {
  return manifests?.length ? { files: manifests.map(({ blob, name, size }) => ({ id: blob, name, size })) } : {};
}
