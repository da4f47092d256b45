// What a program printed, in runs of one look each. Loaded where something is coloured.
import Anser from 'anser';
import { colouredText } from './terminal';

/** Some text, and the classes of how it looks. */
export interface Run {
  text: string;
  looks: string;
}

/** Colours are told by name, so that each holds its contrast: the nearest of sixteen. On one as ground the text has no other. */
export function toRuns(printed: string): Run[] {
  const entries = Anser.ansiToJson(colouredText(printed), { use_classes: true, remove_empty: true });
  return entries.map(({ content, fg, bg, fg_truecolor: front, bg_truecolor: back, decorations }) => {
    const ground = nameOf(bg, back);
    const marks = decorations.filter((mark) => mark !== 'hidden' && mark !== 'blink');
    return { text: content, looks: [ground ?? nameOf(fg, front), ground && 'ground', ...marks].filter(Boolean).join(' ') };
  });
}

function nameOf(name: string | null, channels: string | null): string | undefined {
  if (name === 'ansi-truecolor') return nearest((channels ?? '').split(',').map(Number));
  const wide = /^ansi-palette-(\d+)$/.exec(name ?? '');
  return wide ? nearest(ofPalette(Number(wide[1]))) : (name ?? undefined);
}

const LEVELS = [0, 95, 135, 175, 215, 255];

/** The colours from 16 on: a cube of six levels, then greys. */
function ofPalette(index: number): number[] {
  if (index >= 232) return Array<number>(3).fill(8 + 10 * (index - 232));
  const place = index - 16;
  return [Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map((level) => LEVELS[level] ?? 0);
}

const HUES = ['red', 'yellow', 'green', 'cyan', 'blue', 'magenta']; // each 60 degrees on
const GREYS = ['black', 'bright-black', 'white', 'bright-white'];
const GREY = 0.2; // less colour than this is none

function nearest([red = 0, green = 0, blue = 0]: readonly number[]): string {
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  if (range <= GREY * most) return `ansi-${GREYS[Math.min(3, Math.floor(most / 64))]}`;
  const sixth = most === red ? (green - blue) / range : most === green ? 2 + (blue - red) / range : 4 + (red - green) / range;
  const hue = HUES[(Math.round(sixth) + 6) % 6];
  return most > 220 ? `ansi-bright-${hue}` : `ansi-${hue}`;
}
