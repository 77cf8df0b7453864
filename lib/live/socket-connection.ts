import { WebSocket } from 'ws';
import { answerClient } from './answer-client';
import { type CatchUp, createCatchUp } from './catch-up';
import { messagesOf, type SlotChange, type SlotWatch } from './subscribe-to-day';

/** How much a client may leave unread before it is cut. */
const MAX_UNREAD_BYTES = 256 * 1024;

/** One open socket. */
export type Line = {
  socket: WebSocket;
  seat: string;
  userId: string;
  messages: CatchUp;
  tellSlot(change: SlotChange): void;
  /** The club whose board it watches as staff. */
  boardOf(): number | undefined;
  /** Ends its subscription. */
  unwatch(): void;
  /** Pings the client, and cuts it when it did not answer the last ping. */
  ping(): void;
};

/** Starts an admitted socket. Its messages begin after `afterId`. */
export function openLine(socket: WebSocket, seat: string, userId: string, afterId: number): Line {
  let watch: SlotWatch | undefined;
  let answered = true;

  answerClient(socket, userId, (wanted) => {
    watch = wanted;
  });
  socket.on('pong', () => {
    answered = true;
  });
  // A protocol error closes the socket by itself, and a broken connection needs no log.
  socket.on('error', () => {});

  return {
    socket,
    seat,
    userId,
    messages: createCatchUp(socket, userId, afterId),
    tellSlot(change) {
      if (!watch || socket.readyState !== WebSocket.OPEN) return;
      for (const message of messagesOf(watch, change)) {
        if (socket.bufferedAmount > MAX_UNREAD_BYTES) return socket.terminate();
        socket.send(JSON.stringify(message));
      }
    },
    boardOf: () => (watch?.asStaff ? watch.clubId : undefined),
    unwatch() {
      watch = undefined;
    },
    ping() {
      if (!answered) return socket.terminate();
      answered = false;
      socket.ping();
    },
  };
}
