// What the host answered, as the view has it: the newest of each kind, and of previews each part.
import type { Asked, Told } from './audience';
import { previewKey } from './peeks';
import type { View } from './view';

const KEPT = 500; // parts: as many as are shown of one file

export type ToldView = Pick<View, Exclude<Asked, 'passkey.challenge' | 'preview'> | 'challenge' | 'previews'>;

/** What is known once the host answered this, too. */
export function withTold(known: ToldView, answer: Told): ToldView {
  switch (answer.type) {
    case 'passkey.challenge':
      return { ...known, challenge: answer };
    case 'preview': {
      const others = [...(known.previews ?? [])].slice(1 - KEPT);
      return { ...known, previews: new Map([...others, [previewKey(answer), answer]]) };
    }
    default:
      return { ...known, [answer.type]: answer };
  }
}
