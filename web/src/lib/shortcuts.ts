// Which key does what, and when: the table that is obeyed and shown, and the rule of when a key counts.

export const GROUPS = {
  move: [
    { act: 'nextPane', keys: ['F6'] },
    { act: 'previousPane', keys: ['Shift+F6'] },
    { act: 'next', keys: ['ArrowDown', 'j'] },
    { act: 'previous', keys: ['ArrowUp', 'k'] },
    { act: 'open', keys: ['Enter', 'o'] },
    { act: 'back', keys: ['Escape'] },
  ],
  do: [
    { act: 'write', keys: ['m'] },
    { act: 'needs', keys: ['w'] },
    { act: 'allow', keys: ['a'] },
    { act: 'deny', keys: ['d'] },
    { act: 'search', keys: ['/'] },
    { act: 'help', keys: ['?'] },
  ],
  read: [
    { act: 'nextChange', keys: ['n'] },
    { act: 'previousChange', keys: ['p'] },
    { act: 'nextFile', keys: ['J'] },
    { act: 'previousFile', keys: ['K'] },
    { act: 'comment', keys: ['c'] },
    { act: 'commentOld', keys: ['C'] },
    { act: 'viewed', keys: ['v'] },
    { act: 'split', keys: ['s'] },
  ],
} as const;

export type Group = keyof typeof GROUPS;
export type Act = (typeof GROUPS)[Group][number]['act'];

/** A key as it was pressed; `modified` with Ctrl, Alt or Meta, which belong to the browser. */
export interface Press {
  key: string;
  shift: boolean;
  modified: boolean;
}

/** Where the focus is, and whether keys that are single characters count at all. */
export interface Focus {
  /** In something that takes text: every character is meant for that. */
  isTyping: boolean;
  /** On an entry, a line or a file that the arrows move between: elsewhere they scroll. */
  isOnStop: boolean;
  /** On a button or the like, which Enter presses. */
  isOnControl: boolean;
  characters: boolean;
}

const ACTS = new Map<string, Act>(Object.values(GROUPS).flatMap((group) => group.flatMap(({ act, keys }) => keys.map((key) => [key, act] as const))));

/** What a key does here; nothing where it belongs to the browser, or to what is typed into. */
export function actOf({ key, shift, modified }: Press, focus: Focus): Act | undefined {
  if (modified) return undefined;
  if (isCharacter(key)) return focus.characters && !focus.isTyping ? ACTS.get(key) : undefined;
  const act = ACTS.get(shift ? `Shift+${key}` : key);
  switch (act) {
    case 'next':
    case 'previous':
      return focus.isOnStop ? act : undefined;
    case 'open':
      return focus.isOnStop && !focus.isOnControl ? act : undefined;
    default:
      return act;
  }
}

/** Whether a key is a single character, which can be switched off: whoever speaks to their computer types without meaning to. */
export function isCharacter(key: string): boolean {
  return [...key].length === 1;
}
