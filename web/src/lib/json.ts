// JSON from the network into a tagged message, without trusting its shape beyond the tag.
import type { Bytes } from './bytes';

const DECODER = new TextDecoder();
const ENCODER = new TextEncoder();

/** The JSON of a message as bytes. */
export function toJson(message: object): Bytes {
  return ENCODER.encode(JSON.stringify(message));
}

/** The object in some JSON, or undefined. */
export function parseObject(bytes: Bytes): object | undefined {
  try {
    const value: unknown = JSON.parse(DECODER.decode(bytes));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An object whose `type` is a string, or undefined. What signed it vouches for the rest. */
export function fromJson(bytes: Bytes): { type: string } | undefined {
  const value = parseObject(bytes);
  return value && isTagged(value) ? value : undefined;
}

function isTagged(value: object): value is { type: string } {
  return 'type' in value && typeof value.type === 'string';
}

/** A guard for a union of tagged messages, from the tags that this version knows. */
export function knows<T extends { type: string }>(...types: T['type'][]): (value: { type: string }) => value is T {
  const known = new Set<string>(types);
  return (value): value is T => known.has(value.type);
}
