import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { sql } from '@/db';
import { log } from '@/lib/core/log';
import { refuseUpgrade } from '@/lib/web/refuse-upgrade';
import { type Admitted, admitSocket } from './admit-socket';
import { POLICY_VIOLATION } from './answer-client';
import { listDesks } from './desks';
import { parseHand } from './hands';
import { type Line, openLine } from './socket-connection';
import { leaveSeats, renewSeats } from './socket-limits';
import { onlyStaffReaders } from './staff-readers';
import { parseSlotChange } from './subscribe-to-day';
import { parseWaiting } from './waiting';

export const LIVE_PATH = '/ws/notifications';

const GOING_AWAY = 1001;
const MAX_PAYLOAD_BYTES = 16 * 1024;
const FAREWELL_MS = 1_000;
/** Sockets are checked every four seconds, so that those of an ended key or session close within five. */
const TIMING = { pingMs: 30_000, renewMs: 4_000 };

const liveEventNoteSchema = z.object({ user_id: z.uuid() });

export type Live = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes every socket and the connection to the database. */
  close(): Promise<void>;
};

/**
 * The live sockets of this process. LISTEN announces messages and slots of any process and the rows are then read, so
 * a lost notification costs nothing.
 */
export async function startLive({ pingMs, renewMs }: typeof TIMING = TIMING): Promise<Live> {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD_BYTES,
  });
  const lines = new Map<string, Line>();

  const catchUp = (wanted: (line: Line) => boolean) => {
    for (const line of lines.values()) if (wanted(line)) void line.messages.now();
  };
  const listening = [
    await sql().listen(
      'live_events',
      (payload) => {
        const { user_id } = liveEventNoteSchema.parse(JSON.parse(payload));
        catchUp((line) => line.userId === user_id);
      },
      // Also runs after a reconnect, when notifications may have been missed.
      () => catchUp(() => true),
    ),
    await sql().listen('slots', (payload) => {
      const change = parseSlotChange(payload);
      for (const line of lines.values()) line.tellSlot(change);
    }),
    await sql().listen('hands', (payload) => {
      const hand = parseHand(payload);
      for (const line of lines.values()) line.tellHand(hand);
    }),
    await sql().listen('waiting', (payload) => {
      const note = parseWaiting(payload);
      for (const line of lines.values()) line.tellWaiting(note);
    }),
  ];
  const timers = [
    setInterval(() => {
      for (const line of lines.values()) line.ping();
    }, pingMs),
    setInterval(() => void renew(lines), renewMs),
  ];

  const welcome = (socket: WebSocket, { userId, seat, afterId }: Admitted) => {
    const line = openLine(socket, seat, userId, afterId);
    lines.set(seat, line);
    socket.on('close', () => {
      lines.delete(seat);
      void leave([seat]);
    });
    void line.messages.now();
  };

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => {});
      admitSocket(request).then(
        (admitted) => server.handleUpgrade(request, socket, head, (opened) => welcome(opened, admitted)),
        (error: unknown) => refuseUpgrade(request, socket, error),
      );
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(listening.map(({ unlisten }) => unlisten()));
      await Promise.all([...lines.values()].map((line) => sayGoodbye(line.socket)));
      server.close();
    },
  };
}

/** Renews the valid sockets and closes the others. */
async function renew(lines: ReadonlyMap<string, Line>): Promise<void> {
  try {
    const present = [...lines.values()];
    const good = await renewSeats(present.map((line) => line.seat));
    for (const line of present) {
      if (!good.has(line.seat)) line.socket.close(POLICY_VIOLATION, 'sign in again');
      else if (line.messages.isBehind()) void line.messages.now();
    }
    await endLostRoles(present);
    const desks = await listDesks(present.flatMap((line) => line.boardOf() ?? []));
    for (const line of present) line.tellDesks(desks);
  } catch (error) {
    log().warn({ err: error }, 'live: sockets stay as they are while the database is away');
  }
}

/** Who lost the role hears no more of the club. */
async function endLostRoles(lines: readonly Line[]): Promise<void> {
  const hearing = lines.flatMap(({ userId, heardAsStaff }) =>
    heardAsStaff().map((heard) => ({ userId, ...heard })),
  );
  const allowed = new Set(await onlyStaffReaders(hearing));
  for (const reader of hearing) if (!allowed.has(reader)) reader.end();
}

async function leave(seats: readonly string[]): Promise<void> {
  try {
    await leaveSeats(seats);
  } catch (error) {
    log().debug({ err: error }, 'live: a seat is given back when it is not renewed');
  }
}

function sayGoodbye(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => socket.terminate(), FAREWELL_MS);
    socket.once('close', () => {
      clearTimeout(cut);
      resolve();
    });
    socket.close(GOING_AWAY, 'the server restarts');
  });
}
