// How a person likes a screen, kept on this device. A taste, not data: where it cannot be kept, it is not kept.

/** Whether a taste was chosen here; `otherwise` where nothing was. */
export function readTaste(name: string, otherwise = false): boolean {
  try {
    const kept = localStorage.getItem(`farhand.${name}`);
    return kept === null ? otherwise : kept === 'yes';
  } catch {
    return otherwise;
  }
}

/** Keeps a taste. */
export function keepTaste(name: string, chosen: boolean): void {
  try {
    localStorage.setItem(`farhand.${name}`, chosen ? 'yes' : 'no');
  } catch {
    // It holds until the page is closed.
  }
}
