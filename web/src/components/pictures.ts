// The pictures of a file before and after a change, fetched once they are looked at and let go with their place.
import type { Client, DiffFile } from '../lib/view';
import type { FileSide } from '../lib/wire';

/** A picture that can be drawn: its address in this page. */
export interface Pictures {
  before?: string;
  after?: string;
}

/** Whether the computer sent any of a file's pictures. */
export function hasPictures({ before, after }: DiffFile): boolean {
  return before?.picture !== undefined || after?.picture !== undefined;
}

/** Fetch both sides. The addresses are to be revoked. */
export async function openPictures(client: Client, { path, before, after }: DiffFile): Promise<Pictures> {
  const address = async (side: FileSide | undefined): Promise<string | undefined> =>
    side?.picture && URL.createObjectURL(await client.openFile({ manifest: side.picture, name: path, media: side.media }));
  const [was, is] = await Promise.all([address(before), address(after)]);
  return { ...(was ? { before: was } : {}), ...(is ? { after: is } : {}) };
}

export function revoke({ before, after }: Pictures): void {
  for (const address of [before, after]) if (address) URL.revokeObjectURL(address);
}
