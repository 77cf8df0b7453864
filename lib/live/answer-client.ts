import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import { type AppError, isAppError } from '@/lib/core/errors';
import { parse } from '@/lib/core/input/parse';
import { log } from '@/lib/core/log';
import { type HandWish, handSchema } from './hands';
import { passingJson } from './live-event-json';
import { sendJson } from './send-json';
import { subscribeSchema } from './subscribe-to-day';
import { watchWaitingSchema } from './waiting';

/** RFC 6455 §7.4.1: the client broke a rule. */
export const POLICY_VIOLATION = 1008;
const MAX_PER_MINUTE = 100;

/** The page shows no day any more, though its socket stays. */
const unsubscribeSchema = z.strictObject({ type: z.literal('unsubscribe') });

const messageSchema = z.discriminatedUnion('type', [
  subscribeSchema,
  unsubscribeSchema,
  handSchema,
  watchWaitingSchema,
]);

/** What a socket does for its client. Each may throw an AppError, which is answered. */
export type ClientWishes = {
  subscribe: (wanted: z.output<typeof subscribeSchema>) => Promise<void>;
  unsubscribe: () => Promise<void>;
  showHand: (wish: HandWish) => Promise<void>;
  watchWaiting: (clubId: number) => Promise<void>;
};

/**
 * Answers a client's messages: it watches one club's day at a time, says what its staff pick up there, and hears how
 * much waits for them. A second unreadable message ends the connection, as do more than a hundred a minute.
 */
export function answerClient(socket: WebSocket, wishes: ClientWishes): void {
  const withinRate = countPerMinute();
  let mistakes = 0;
  let turn = Promise.resolve();

  async function answer(data: RawData, isBinary: boolean): Promise<void> {
    try {
      const wanted = parse(messageSchema, isBinary ? null : parseJson(data));
      await grant(wishes, wanted);
    } catch (error) {
      if (!isAppError(error, 'invalid_input', 'not_found')) throw error;
      mistakes += 1;
      if (mistakes > 1) socket.close(POLICY_VIOLATION, 'not understood');
      else await sendJson(socket, passingJson('error', errorData(error)));
    }
  }

  socket.on('message', (data, isBinary) => {
    if (!withinRate()) return socket.close(POLICY_VIOLATION, 'too many messages');
    turn = turn
      .then(() => answer(data, isBinary))
      .catch((error: unknown) => {
        log().warn({ err: error }, 'live: a request could not be answered');
      });
  });
}

function grant(wishes: ClientWishes, wanted: z.output<typeof messageSchema>): Promise<void> {
  switch (wanted.type) {
    case 'subscribe':
      return wishes.subscribe(wanted);
    case 'unsubscribe':
      return wishes.unsubscribe();
    case 'watch_waiting':
      return wishes.watchWaiting(wanted.clubId);
    case 'grab':
    case 'release':
      return wishes.showHand(wanted);
  }
}

const errorData = ({ code, message, fields }: AppError) => ({
  error: code,
  message,
  ...(fields && { fields }),
});

/** Undefined for what is not JSON, which no schema accepts. */
function parseJson(data: RawData): unknown {
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}

function countPerMinute(): () => boolean {
  let count = 0;
  let endsAtMs = 0;
  return () => {
    if (Date.now() >= endsAtMs) {
      count = 0;
      endsAtMs = Date.now() + 60_000;
    }
    count += 1;
    return count <= MAX_PER_MINUTE;
  };
}
