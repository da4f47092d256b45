import { expect, test } from 'vitest';
import vectors from '../../../tests/vectors/clarity.json';
import { GENERIC, missingFrom } from './clarity';

test.each(vectors.texts)('says of "$text" what the host says', ({ text, ticket, missing }) => {
  expect(missingFrom(text, ticket)).toEqual(missing);
});

test('knows the words that name nothing as the host does', () => {
  expect([...GENERIC].sort().join(' ')).toBe(vectors.generic);
});
