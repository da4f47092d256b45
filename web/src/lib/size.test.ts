import { expect, test } from 'vitest';
import { sizeWords } from './size';

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [3449, '3.4 kB'],
  [12_345_678, '12 MB'],
  [5e9, '5 GB'],
  [7e15, '7000 TB'],
])('%i is %s', (bytes, said) => expect(sizeWords(bytes)).toBe(said));
