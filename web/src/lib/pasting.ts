// What is pasted: text goes into the message, files go with it.

/** The files that a paste is about; none where it is text, of which office programs copy a picture as well. */
export function pastedFiles(data: Pick<DataTransfer, 'files' | 'getData'> | null): File[] {
  if (!data || (data.getData('text/html') && data.getData('text/plain').trim())) return [];
  return [...data.files];
}
