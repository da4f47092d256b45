import { expect, test } from 'vitest';
import vectors from '../../../tests/vectors/encodings.json';
import { fromHex } from './bytes';
import { decoded } from './encodings';

test.each(vectors)('$what is read as the host reads it', ({ bytes, text, assumed }) => {
  expect(decoded(fromHex(bytes))).toEqual({ text, assumed });
});
