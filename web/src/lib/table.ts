// Tables in text: values between commas, semicolons, tabs or bars, quoted where they hold one of these.

const SEPARATORS = [',', ';', '\t', '|'] as const;
const SHOWN_ROWS = 200; // more is read on the computer
const SHOWN_COLUMNS = 50;

export interface Table {
  rows: string[][];
  moreRows: number;
  moreColumns: number;
}

/** Read a table; the first row mostly names the columns. */
export function toTable(text: string): Table {
  const rows = toRows(text, separatorOf(text));
  const columns = rows.slice(0, SHOWN_ROWS).reduce((most, row) => Math.max(most, row.length), 0);
  const width = Math.min(columns, SHOWN_COLUMNS);
  return {
    rows: rows.slice(0, SHOWN_ROWS).map((row) => Array.from({ length: width }, (_, at) => row[at] ?? '')),
    moreRows: Math.max(0, rows.length - SHOWN_ROWS),
    moreColumns: columns - width,
  };
}

/** What separates the values: of the usual, what stands most often outside of quotes between the names of columns. */
function separatorOf(text: string): string {
  const first = text.slice(0, endOfPlain(text, 0, '\n')).replace(/"(?:[^"]|"")*"?/g, '');
  const counted = SEPARATORS.map((separator) => first.split(separator).length);
  return SEPARATORS[counted.indexOf(Math.max(...counted))] ?? ',';
}

function toRows(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const isQuoted = text[at] === '"';
    const end = isQuoted ? endOfQuoted(text, at) : endOfPlain(text, at, separator);
    row.push(isQuoted ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end));
    // What follows a closing quote before the next separator is no table any more; it is left out.
    at = isQuoted ? endOfPlain(text, end, separator) : end;
    if (text[at] === separator) {
      at += 1;
      if (at < text.length) continue;
      row.push('');
    }
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return rows;
}

/** Behind the closing quote; a quote that is never closed goes to the end. */
function endOfQuoted(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end < 0 ? text.length + 1 : end + 1;
}

function endOfPlain(text: string, from: number, separator: string): number {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return end;
}
