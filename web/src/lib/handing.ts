// A file of the app to the rest of the device.

/** Offers the file to other apps where the device can share files, else saves it. A person who turns away ends neither in error. */
export async function handOver(file: File): Promise<void> {
  if (isTouch() && navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] });
      return;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      // Too long after the tap, say: saving still works.
    }
  }
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), REVOKE_MS);
}

const REVOKE_MS = 60_000; // the browser reads the file after the click, some of them a good while after

/** On a desktop the sheet of other apps is a detour. */
function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}
