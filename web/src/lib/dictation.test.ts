import { expect, test } from 'vitest';
import { heardIn, recognizerOf, staysHere, withWords, type Recognition } from './dictation';

class Fake {
  static answer = 'available';
  static async available({ langs }: { langs: string[] }): Promise<string> {
    if (langs[0] === 'xx') throw new Error('no such language');
    return Fake.answer;
  }
}
const Recognizer = Fake as unknown as { new (): Recognition; available: typeof Fake.available };

test('is offered where the browser has it and the page may use the microphone', () => {
  expect(recognizerOf({ isSecureContext: true, webkitSpeechRecognition: Recognizer })).toBe(Recognizer);
  expect(recognizerOf({ isSecureContext: false, SpeechRecognition: Recognizer })).toBeUndefined();
  expect(recognizerOf({ isSecureContext: true })).toBeUndefined();
});

test('stays on this device only where the browser says so', async () => {
  expect(await staysHere(Recognizer, 'en')).toBe(true);
  expect(await staysHere(Recognizer, 'xx')).toBe(false);
  Fake.answer = 'downloadable';
  expect(await staysHere(Recognizer, 'en')).toBe(false);
  expect(await staysHere(class {} as unknown as { new (): Recognition }, 'en')).toBe(false);
});

test('tells what was said from what is guessed', () => {
  const results = [
    { isFinal: true, 0: { transcript: 'fix the ' } },
    { isFinal: true, 0: { transcript: 'login' } },
    { isFinal: false, 0: { transcript: ' on the fo' } },
  ];
  expect(heardIn({ results })).toEqual({ said: 'fix the login', guess: 'on the fo' });
});

test.each([
  ['', 0, 'fix it', 6],
  ['Please', 6, 'Please fix it', 13],
  ['Please now', 6, 'Please fix it now', 13],
  ['Please now', 7, 'Please fix it now', 13],
])('puts words into %j at %i', (text, at, said, caret) => {
  expect(withWords(text, at, 'fix it')).toEqual({ text: said, caret });
});
