import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { declared } from './fakes/declared';
import { SHAPE } from './shelf';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const COMPILER_MS = 30_000; // it reads the types of half the app: a second, and longer where other tests run beside it

// Never update the file of a shape: devices hold what it describes, and only another number has them fold anew. Raise
// SHAPE, run this, and let the file of the number before go. What the wire brings is kept as it came, and is not in it.
test('what is kept has the shape that its number stands for', { timeout: COMPILER_MS }, async () => {
  const file = `${SHAPE}.txt`;
  await expect(declared(here('./shelf.ts'), ['Folded', 'ItemRow'], 'wire.ts'), 'raise SHAPE in shelf.ts').toMatchFileSnapshot(`./shapes/${file}`);
  expect(readdirSync(here('./shapes')).filter((name) => name !== file)).toEqual([]);
});
