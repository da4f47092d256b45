import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { keepShare, takeShares, toShare, type Share } from './sharing';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

function form(fields: Record<string, string | File>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

test.each([
  [{ title: 'Herons', text: 'Look at this', url: 'https://a.example' }, 'Herons\nLook at this\nhttps://a.example'],
  [{ title: 'Herons', text: 'Herons https://a.example', url: 'https://a.example' }, 'Herons https://a.example'],
  [{ title: 'https://a.example', text: 'https://a.example' }, 'https://a.example'],
  [{ title: '', text: ' ' }, ''],
])('says each word of what was shared once: %j', (fields, text) => {
  expect(toShare(form(fields))).toEqual({ text, files: [] });
});

test('brings the files that were shared, and nothing that only bears their name or stands for no file', () => {
  const data = form({ files: new File(['x'], 'a.png') });
  data.append('files', 'no file');
  data.append('files', new File([], ''));
  expect(toShare(data).files.map(({ name }) => name)).toEqual(['a.png']);
});

test('is kept until it is taken, in order, and is still there where taking it failed', async () => {
  await keepShare({ text: 'one', files: [] });
  await keepShare({ text: 'two', files: [] });
  const taken: string[] = [];
  const take = async ({ text }: Share): Promise<void> => {
    if (text === 'two' && taken.length < 2) {
      taken.push('failed');
      throw new Error('no room');
    }
    taken.push(text);
  };
  await expect(takeShares(take)).rejects.toThrow('no room');
  await takeShares(take);
  await takeShares(take);
  expect(taken).toEqual(['one', 'failed', 'two']);
});
