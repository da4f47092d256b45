import { expect, test } from 'vitest';
import { mentionAt, withMention } from './mention';

test.each([
  ['Fix @', 5, { from: 4, to: 5, query: '' }],
  ['Fix @src/lo in it', 11, { from: 4, to: 11, query: 'src/lo' }],
  ['@lo', 3, { from: 0, to: 3, query: 'lo' }],
  ['(see @lo', 8, { from: 5, to: 8, query: 'lo' }],
  ['Fix @src/lo in it', 15, undefined],
  ['me@example', 10, undefined],
  ['Fix', 3, undefined],
])('is seen in %j at %i', (text, caret, mention) => {
  expect(mentionAt(text, caret)).toEqual(mention);
});

test.each([
  ['Fix @lo', 7, 'src/login.py', 'Fix @src/login.py ', 18],
  ['Fix @lo now', 7, 'src/login.py', 'Fix @src/login.py now', 18],
  ['@x', 2, 'two words.py', '@"two words.py" ', 16],
])('names the file in place of %j', (text, at, name, said, caret) => {
  expect(withMention(text, mentionAt(text, at)!, name)).toEqual({ text: said, caret });
});
