import { expect, test } from 'vitest';
import vectors from '../../../tests/vectors/exact.json';
import { toPieces, upright } from './exact';

const shown = (text: string): string =>
  toPieces(text)
    .map((piece) => piece.text)
    .join('');

test('an ordinary command stays as it is, in one piece', () => {
  const command = 'npm install left-pad && echo "größer ✓"\nls -la';
  expect(toPieces(command)).toEqual([{ text: command, hidden: false }]);
});

test('a text that turns its direction around is spelled out', () => {
  expect(shown('rm \u202etxt.exe\u2069')).toBe('rm [RLO]txt.exe[PDI]');
});

test('control characters that would erase what came before are spelled out', () => {
  expect(shown('ls\r\u001b[2Krm -rf ~')).toBe('ls[CR][ESC][2Krm -rf ~');
});

test('spaces that are not the space, and letters that show nothing, are spelled out', () => {
  expect(shown('a\u00a0b\u200bc\u3164d\u{e0041}')).toBe('a[NBSP]b[ZWSP]c[U+3164]d[U+E0041]');
});

test('a lone surrogate is spelled out', () => {
  expect(shown('a\ud800')).toBe('a[U+D800]');
});

test('prose keeps what its writing needs, and is not turned around', () => {
  const written = 'می‌خواهم \u200f👩‍💻\ufe0f co\u00adworker';
  expect(toPieces(written, { prose: true })).toEqual([{ text: written, hidden: false }]);
  expect(upright(`${written} \u202etxt.exe\u202c`)).toBe(`${written} [RLO]txt.exe[PDF]`);
});

test.each(vectors.upright)('$shown is what the host makes of it, too', ({ text, shown: spelled }) => {
  expect(upright(text)).toBe(spelled);
});
