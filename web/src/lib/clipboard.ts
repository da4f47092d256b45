// Text to the clipboard, also where a page from plain http is given none.

/** Copies a text; throws where the browser lets this page copy nothing. Called while a person presses something. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text); // there is no clipboard on a page that is not secure
  } catch (error) {
    if (!copySelected(text)) throw error;
  }
}

/** The way of old: select it somewhere, and have the page copied from. */
function copySelected(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.className = 'visually-hidden';
  field.style.whiteSpace = 'pre'; // or its spaces would be lost
  field.readOnly = true; // a phone would bring up its keyboard
  field.value = text;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return isCopied;
}
