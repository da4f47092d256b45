// What the canned computer shows of files, by their names.
import type { PreviewWish } from '../src/lib/peeks';
import type { Preview } from '../src/lib/wire';

type Shown = Pick<Preview, 'kind' | 'parts' | 'title' | 'says' | 'more_rows' | 'more_columns' | 'assumed' | 'why_not'> & { media: string };

const REST = { parts: 1, title: '', says: '', more_rows: 0, more_columns: 0, assumed: '', media: 'image/webp' };

const SHOWN: Record<string, (part: number) => Shown | undefined> = {
  pdf: (part) => ({ ...REST, kind: 'page', parts: 12, says: `Prices of herons, page ${part + 1}. The grey heron was sold most often.` }),
  jpg: () => ({ ...REST, kind: 'picture', title: '4,000 × 3,000' }),
  xlsx: (part) => ({ ...REST, kind: 'sheet', media: 'text/csv', parts: 2, title: ['Autumn', 'By region'][part] ?? '', more_rows: part ? 0 : 1_234, more_columns: part ? 0 : 3 }),
  docx: () => ({ ...REST, kind: 'document', media: 'text/html' }),
  pptx: (part) => ({ ...REST, kind: 'slide', media: 'text/html', parts: 2, title: ['Herons in numbers', 'What comes next'][part] ?? '' }),
  zip: () => ({ ...REST, why_not: 'unknown' }),
  key: () => ({ ...REST, why_not: 'locked' }),
  slow: () => undefined,
};

const TEXTS: Record<string, string> = {
  'text/csv': `"item","sold","price, net","share","first seen","what was said of it"\n${Array.from({ length: 40 }, (_, n) => `"heron no. ${n + 1}","${n * 7}","${(4 + n / 10).toFixed(2)} €","${n}.0%","2026-01-${String(1 + (n % 28)).padStart(2, '0')}","${n % 4 ? 'stands still' : 'A rather long note that nobody would want to read a word a line'}"`).join('\n')}\n`,
  'text/html': '<h1>The offer</h1><p>Dear Ms Reiher, thank you for your <strong>question</strong> about herons.</p><ul><li>They stand still</li><li>They wait</li></ul><table><tr><td>Grey heron</td><td>4.00</td></tr><tr><td>Great egret</td><td>7.50</td></tr></table><p>Yours, the studio</p>',
};

const NOTES = '<aside><p>Read the prices out slowly.</p></aside>';

/** What the canned computer answers; nothing where it is silent. */
export function cannedPreview({ file, part, width }: PreviewWish): Preview | undefined {
  const show = SHOWN[file.split('.').at(-1) ?? ''];
  const shown = show ? show(part) : undefined;
  if (!shown) return undefined;
  const { media, why_not, kind, ...about } = shown;
  const told = { type: 'preview' as const, file, part, width, ...about };
  if (why_not) return { ...told, why_not };
  return { ...told, ...(kind ? { kind } : {}), manifest: { blob: `${kind} ${part}`, name: file, media, size: 1, sha256: '', key: '', chunks: [] } };
}

/** The small file behind it. */
export async function cannedPart(blob: string, name: string, media: string): Promise<File> {
  if (media === 'image/webp') return new File([await drawnPage(blob)], name, { type: media });
  const text = (TEXTS[media] ?? '') + (blob.startsWith('slide') ? NOTES : '');
  return new File([name === 'prices-autumn.csv' ? asExcelWrites(text) : text], name, { type: media });
}

/** As Excel writes a CSV in Western Europe. */
function asExcelWrites(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (letter) => (letter === '€' ? 0x80 : letter.charCodeAt(0)));
}

async function drawnPage(blob: string): Promise<Blob> {
  const isPage = blob.startsWith('page');
  const canvas = new OffscreenCanvas(1200, isPage ? 1697 : 900);
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.fillStyle = isPage ? '#fff' : '#0b6470';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = '#222';
    pen.font = '600 64px sans-serif';
    pen.fillText(isPage ? 'Prices of herons' : '', 120, 220);
    if (isPage) for (let line = 0; line < 24; line += 1) pen.fillRect(120, 320 + line * 48, 960 - (line % 5) * 60, 12);
  }
  return canvas.convertToBlob({ type: 'image/webp' });
}
