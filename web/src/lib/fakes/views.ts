// Items of a view by their kind, for assertions.
import type { Item } from '../view';

export type ItemOf<K extends Item['kind']> = Extract<Item, { kind: K }>;

export function itemsOf<K extends Item['kind']>(items: readonly Item[], kind: K): ItemOf<K>[] {
  return items.filter((item): item is ItemOf<K> => item.kind === kind);
}
