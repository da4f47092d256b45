// The outer world as sync sees it: sockets, time and chance are handed in.
import type { Bytes } from './bytes';

/** What a socket tells. After `closed` nothing follows. */
export interface SocketEvents {
  opened(): void;
  received(frame: Bytes): void;
  /** `code` is what a WebSocket was closed with, where there was one. */
  closed(code?: number): void;
}

export interface Socket {
  send(frame: Bytes): void;
  close(): void;
}

export type Dial = (url: string, events: SocketEvents) => Socket;

export interface Clock {
  now(): number;
  /** Run once after a time; the returned function takes it back. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** A WebSocket that speaks binary frames. */
export const dialWebSocket: Dial = (url, events) => {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => events.opened();
  socket.onmessage = ({ data }) => {
    if (data instanceof ArrayBuffer) events.received(new Uint8Array(data));
  };
  socket.onclose = ({ code }) => events.closed(code);
  return {
    send: (frame) => {
      // TypeScript's lib asks for bytes over an ArrayBuffer; ours never stand in shared memory.
      if (socket.readyState === WebSocket.OPEN) socket.send(frame as Bytes);
    },
    close: () => socket.close(),
  };
};
