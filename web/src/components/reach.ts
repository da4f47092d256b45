// What an action can touch, line by line.
import type { Reach } from '../lib/wire';
import { needs } from '../lib/words/needs';

/** One kind of thing: the paths or hosts that the action names, or what is said of it in words. */
export type ReachLine = { name: string; named: readonly string[] } | { name: string; words: string };

/** The lines for an action. A shell command may do whatever its user may: of its files, only what its words name is known. */
export function toReachLines({ folder, reads, writes, network, names_outside: outside }: Reach): ReachLine[] {
  const line = (name: string, named: readonly string[] | null | undefined, none: string): ReachLine =>
    named == null ? { name, words: needs.unknown } : named.length === 0 ? { name, words: none } : { name, named };
  const files: ReachLine[] =
    outside == null
      ? [line(needs.reads, reads, needs.nothing), line(needs.writes, writes, needs.nothing)]
      : [{ name: needs.files, words: outside ? needs.namesOutside : needs.staysInside }];
  return [line(needs.folder, folder == null ? undefined : [folder], needs.nothing), ...files, line(needs.network, network, needs.none)];
}
