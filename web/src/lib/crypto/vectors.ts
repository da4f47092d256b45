// Golden vectors for tests: files that the Python tests read and write too.
import { fromHex, type Bytes } from '../bytes';

const FOLDER = '../../../../tests/vectors/';
const FILES = import.meta.glob<unknown>('../../../../tests/vectors/**/*.json', { eager: true, import: 'default' });

/** A JSON object whose fields are asked for by type, so that a missing one fails by name. */
export class Vector {
  constructor(private readonly fields: ReadonlyMap<string, unknown>) {}

  static of(value: unknown): Vector {
    if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
    return new Vector(new Map(Object.entries(value)));
  }

  text(name: string): string {
    const value = this.fields.get(name);
    if (typeof value !== 'string') throw new TypeError(`\`${name}\` is no text`);
    return value;
  }

  number(name: string): number {
    const value = this.fields.get(name);
    if (typeof value !== 'number') throw new TypeError(`\`${name}\` is no number`);
    return value;
  }

  flag(name: string): boolean {
    return this.fields.get(name) === true;
  }

  hex(name: string): Bytes {
    return fromHex(this.text(name));
  }

  list(name: string): unknown[] {
    const value = this.fields.get(name);
    if (!Array.isArray(value)) throw new TypeError(`\`${name}\` is no list`);
    return value;
  }

  hexes(name: string): Bytes[] {
    return this.list(name).map((value) => fromHex(String(value)));
  }

  vectors(name: string): Vector[] {
    return this.list(name).map((value) => Vector.of(value));
  }

  vector(name: string): Vector {
    return Vector.of(this.fields.get(name));
  }
}

/** The content of a file in `tests/vectors/`; throws when there is none. */
export function readVector(path: string): unknown {
  const content = FILES[FOLDER + path];
  if (content === undefined) throw new TypeError(`there is no \`${path}\``);
  return content;
}

export function vector(name: string): Vector {
  return Vector.of(readVector(`${name}.json`));
}
