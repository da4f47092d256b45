import { expect, test } from 'vitest';
import { pastedFiles } from './pasting';

const picture = new File(['x'], 'image.png');

function clipboard(files: File[], texts: Record<string, string> = {}): Pick<DataTransfer, 'files' | 'getData'> {
  return { files: files as unknown as FileList, getData: (type) => texts[type] ?? '' };
}

test.each([
  ['a picture', clipboard([picture]), [picture]],
  ['a picture of a web page', clipboard([picture], { 'text/html': '<img>' }), [picture]],
  ['a file, whose name comes as text', clipboard([picture], { 'text/plain': 'image.png' }), [picture]],
  ['cells of a table with a picture of them', clipboard([picture], { 'text/html': '<td>1</td>', 'text/plain': '1\t2' }), []],
  ['text', clipboard([], { 'text/plain': 'Fix' }), []],
  ['nothing', null, []],
])('takes %s', (_what, data, files) => {
  expect(pastedFiles(data)).toEqual(files);
});
