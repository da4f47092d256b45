// Speech to text by the browser: what it can, what it heard, and why it stopped. It inserts text and sends nothing.

/** The browser's recognition, which TypeScript's library does not know. */
export interface Recognition {
  lang: string;
  interimResults: boolean;
  /** Only on this device; where the browser knows no such thing, it decides by itself. */
  processLocally?: boolean;
  onresult: ((event: Heard) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
  abort(): void;
}

export interface Heard {
  results: ArrayLike<{ isFinal: boolean; 0: { transcript: string } }>;
}

interface Recognizer {
  new (): Recognition;
  available?(wanted: { langs: string[]; processLocally: boolean }): Promise<string>;
}

type Speaking = { SpeechRecognition?: Recognizer; webkitSpeechRecognition?: Recognizer; isSecureContext: boolean };

/** What this browser recognises speech with; nothing where it cannot, or the page may not use the microphone. */
export function recognizerOf(page: Speaking = window as unknown as Speaking): Recognizer | undefined {
  return page.isSecureContext ? (page.SpeechRecognition ?? page.webkitSpeechRecognition) : undefined;
}

/** Whether speech in this language is turned into text on this very device. */
export async function staysHere({ available }: Recognizer, lang: string): Promise<boolean> {
  try {
    return (await available?.({ langs: [lang], processLocally: true })) === 'available';
  } catch {
    return false;
  }
}

/** What was said for good, and what may still become something else. */
export function heardIn({ results }: Heard): { said: string; guess: string } {
  const all = Array.from(results);
  const words = (isFinal: boolean): string => all.filter((one) => one.isFinal === isFinal).map((one) => one[0].transcript.trim()).join(' ').trim();
  return { said: words(true), guess: words(false) };
}

/** A text with words put in at the caret, and where the caret then stands. */
export function withWords(text: string, caret: number, words: string): { text: string; caret: number } {
  const [before, after] = [text.slice(0, caret), text.slice(caret)];
  const begun = before + (before === '' || /\s$/.test(before) ? '' : ' ') + words;
  return { text: begun + (after === '' || /^\s/.test(after) ? '' : ' ') + after, caret: begun.length };
}
