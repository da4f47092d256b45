// The frames of the relay's WebSocket: a byte of kind, then its content.
import type { Bytes } from './bytes';
import { fromJson, knows, toJson } from './json';
import { Frame, type FromRelay, type ToRelay } from './wire';

/** What came in one frame. Frames that this version does not know are undefined. */
export type Received =
  | { kind: 'control'; message: FromRelay }
  | { kind: 'deliver'; mseq: number; envelope: Bytes };

const MSEQ_BYTES = 8;

const isFromRelay = knows<FromRelay>({
  challenge: true,
  welcome: true,
  'lease.taken': true,
  reading: true,
  caught_up: true,
  stored: true,
  not_stored: true,
  presence: true,
  device: true,
  channel_closed: true,
  pong: true,
  rejected: true,
});

export function controlFrame(message: ToRelay): Bytes {
  return prefixed(Frame.CONTROL, toJson(message));
}

export function sendFrame(envelope: Bytes): Bytes {
  return prefixed(Frame.SEND, envelope);
}

/** A byte, then bytes. */
export function prefixed(kind: number, content: Bytes): Bytes {
  const frame = new Uint8Array(content.length + 1);
  frame[0] = kind;
  frame.set(content, 1);
  return frame;
}

export function readFrame(frame: Bytes): Received | undefined {
  const content = frame.subarray(1);
  if (frame[0] === Frame.CONTROL) {
    const message = fromJson(content);
    return message && isFromRelay(message) ? { kind: 'control', message } : undefined;
  }
  if (frame[0] === Frame.DELIVER && content.length > MSEQ_BYTES) {
    const view = new DataView(content.buffer, content.byteOffset, MSEQ_BYTES);
    return { kind: 'deliver', mseq: Number(view.getBigUint64(0)), envelope: content.subarray(MSEQ_BYTES) };
  }
  return undefined;
}
