// What a person opens or adds comes into sight: at the edge of what is seen, it would seem to do nothing.

/** Attach to a fold; its field takes the focus. What is open from the start stays where it is. */
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

/** Attach to what comes by itself after a tap. */
export function showCome(element: HTMLElement): void {
  element.scrollIntoView({ block: 'nearest' });
}

/** Attach to a list. What is added to it comes into sight. */
export function showAdded(list: HTMLElement): () => void {
  const look = ([change]: MutationRecord[]): void => {
    const added = change?.addedNodes[0];
    if (added instanceof HTMLElement) showCome(added);
  };
  const watch = new MutationObserver(look);
  watch.observe(list, { childList: true });
  return () => watch.disconnect();
}
