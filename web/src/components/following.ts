// Whoever comes back to a list goes on at what they followed from it.
import { tick } from 'svelte';

/** What is attached to the rows of a list: the one that was followed takes the focus once, and the list its place by that. */
export function goOnAt(followed: string | undefined): (id: string) => (row: HTMLElement) => void {
  let awaited = followed;
  return (id) => (row) => {
    if (id !== awaited) return;
    awaited = undefined;
    void tick().then(() => row.focus()); // behind the title, which takes it on every screen
  };
}
