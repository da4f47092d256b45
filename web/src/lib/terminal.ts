// What a program printed for a terminal, as text. The host has carried out what moves and erases; older ones sent all of it.

const ESCAPE = /\x1b(?:\[[0-?]*[ -/]*(?:[@-~]|$)|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\|$)?|[ -/]*(?:[0-~]|$))/g;
const COLOUR = /^\x1b\[[\d;]*m$/;
const OVERWRITTEN = /^[^\n]*\r(?=[^\r\n])/gm; // of a line that was begun anew
const CONTROL = /[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f]/g;

/** Whether it holds anything but text. */
export function hasEscapes(printed: string): boolean {
  return printed.includes('\x1b') || printed.includes('\r');
}

/** What was printed without anything that steers a terminal. */
export function plainText(printed: string): string {
  return tidied(printed, () => '');
}

/** What was printed, with its colours and nothing else that steers a terminal. */
export function colouredText(printed: string): string {
  return tidied(printed, (escape) => (COLOUR.test(escape) ? escape : ''));
}

function tidied(printed: string, shown: (escape: string) => string): string {
  return printed.replace(ESCAPE, shown).replace(OVERWRITTEN, '').replace(CONTROL, '');
}
