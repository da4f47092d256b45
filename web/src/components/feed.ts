// Where entries stand in the thread, for those who hear it and do not see it.
import type { View } from '../lib/view';

/** The place of the first shown entry among all, from the oldest on; how many all are is -1 while the host has older ones. */
export function placeInFeed({ items, reading: { from, first, next }, hasOlder }: Pick<View, 'items' | 'reading' | 'hasOlder'>): { begin: number; size: number } {
  const end = Math.max(next, from + items.length); // what the host has not told of yet stands behind all
  return { begin: from - first + 1, size: hasOlder ? -1 : end - first };
}
