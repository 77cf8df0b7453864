import { WebSocket } from 'ws';
import { answerClient } from './answer-client';
import { type CatchUp, createCatchUp } from './catch-up';
import { concerns, type SlotChange, type SlotWatch, slotChangeJson } from './subscribe-to-day';

/** What a client may leave unread before it is taken for dead. */
const MAX_UNREAD_BYTES = 256 * 1024;

/** One open socket. */
export type Line = {
  socket: WebSocket;
  seat: string;
  userId: string;
  messages: CatchUp;
  tellSlot(change: SlotChange): void;
  /** Asks whether the client is still there, and cuts it when it never answered the last time. */
  ping(): void;
};

/** Begins to speak with a socket that was admitted; its messages start after `afterId`. */
export function openLine(socket: WebSocket, seat: string, userId: string, afterId: number): Line {
  let watch: SlotWatch | undefined;
  let answered = true;

  answerClient(socket, (wanted) => {
    watch = wanted;
  });
  socket.on('pong', () => {
    answered = true;
  });
  // What the protocol forbids ends in a close of its own; a line that breaks needs no word.
  socket.on('error', () => {});

  return {
    socket,
    seat,
    userId,
    messages: createCatchUp(socket, userId, afterId),
    tellSlot(change) {
      if (!watch || !concerns(watch, change) || socket.readyState !== WebSocket.OPEN) return;
      if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate();
      else socket.send(JSON.stringify(slotChangeJson(watch, change)));
    },
    ping() {
      if (!answered) return socket.terminate();
      answered = false;
      socket.ping();
    },
  };
}
