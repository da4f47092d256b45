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

/** A guard for a union of tagged messages. The compiler wants each of its tags named, so that none is dropped unseen. */
export function knows<T extends { type: string }>(types: Record<T['type'], true>): (value: { type: string }) => value is T {
  return (value): value is T => Object.hasOwn(types, value.type);
}
