// What a person unfolds comes into sight, and its field takes the focus: a fold at the edge would seem to do nothing.

/** Attach to a fold. What is open from the start stays where it is. */
export function showUnfolded(fold: HTMLDetailsElement): () => void {
  let wasOpen = fold.open;
  const look = (): void => {
    if (fold.open && !wasOpen) {
      fold.scrollIntoView({ block: 'nearest' });
      fold.querySelector('textarea')?.focus();
    }
    wasOpen = fold.open;
  };
  fold.addEventListener('toggle', look);
  return () => fold.removeEventListener('toggle', look);
}
