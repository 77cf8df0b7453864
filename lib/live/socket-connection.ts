import { WebSocket } from 'ws';
import type { Verb } from '@/lib/auth/permissions';
import { notFound } from '@/lib/core/errors';
import { answerClient, type ClientWishes } from './answer-client';
import { type CatchUp, createCatchUp } from './catch-up';
import { type Desk, desksJson, sitAtBoard } from './desks';
import { type Hand, handJson, showHand } from './hands';
import { passingJson } from './live-event-json';
import { sendJson } from './send-json';
import { onlyStaffReaders } from './staff-readers';
import { messagesOf, type SlotChange, type SlotWatch, subscribeToDay } from './subscribe-to-day';
import { type WaitingNote, waitingJson } from './waiting';

/** How much a client may leave unread before it is cut. */
const MAX_UNREAD_BYTES = 256 * 1024;

/** One open socket. */
export type Line = {
  socket: WebSocket;
  seat: string;
  userId: string;
  messages: CatchUp;
  tellSlot(change: SlotChange): void;
  /** Says what a colleague picked up or put down. */
  tellHand(hand: Hand): void;
  /** Says who else is at the board it watches, when that has changed. */
  tellDesks(desks: readonly Desk[]): void;
  /** Says that what waits for the staff of a club may have changed. */
  tellWaiting(note: WaitingNote): void;
  /** The club whose board it watches as staff. */
  boardOf(): number | undefined;
  /** What it hears as staff of a club, the verb that each needs, and how to end it. */
  heardAsStaff(): readonly StaffHearing[];
  /** Pings the client, and cuts it when it did not answer the last ping. */
  ping(): void;
};

type StaffHearing = { clubId: number; verb: Verb; end: () => void };

/** Starts an admitted socket. Its messages begin after `afterId`. */
export function openLine(socket: WebSocket, seat: string, userId: string, afterId: number): Line {
  let watch: SlotWatch | undefined;
  let waitingOf: number | undefined;
  let answered = true;
  // Who is alone at a board hears nothing.
  let told = '[]';

  const unwatch = () => {
    watch = undefined;
  };
  const unwatchWaiting = () => {
    waitingOf = undefined;
  };
  const boardOf = () => (watch?.asStaff ? watch.clubId : undefined);
  const send = (message: object) => {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (socket.bufferedAmount > MAX_UNREAD_BYTES) return socket.terminate();
    socket.send(JSON.stringify(message));
  };
  const wishes: ClientWishes = {
    async subscribe(wanted) {
      const before = boardOf();
      watch = await subscribeToDay(userId, wanted);
      if (boardOf() !== before) await sitAtBoard(seat, boardOf() ?? null);
      await sendJson(socket, passingJson('subscribed', { club_id: wanted.clubId, date: wanted.date }));
    },
    async unsubscribe() {
      const before = boardOf();
      unwatch();
      if (before !== undefined) await sitAtBoard(seat, null);
    },
    async watchWaiting(clubId) {
      const allowed = await onlyStaffReaders([{ userId, clubId, verb: 'seeMessages' }]);
      if (allowed.length === 0) throw notFound('club');
      waitingOf = clubId;
      await sendJson(socket, passingJson('waiting_watched', { club_id: clubId }));
    },
    async showHand(wish) {
      const clubId = boardOf();
      if (clubId === undefined) throw notFound('club');
      await showHand({ clubId, seat, userId }, wish);
    },
  };
  answerClient(socket, wishes);
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
      if (watch) for (const message of messagesOf(watch, change)) send(message);
    },
    tellHand(hand) {
      if (hand.club_id === boardOf() && hand.seat !== seat) send(handJson(hand));
    },
    tellDesks(desks) {
      const clubId = boardOf();
      if (clubId === undefined) return;
      const others = desks.filter((desk) => desk.clubId === clubId && desk.seat !== seat);
      const now = JSON.stringify(others.map(({ name }) => name));
      if (now !== told) send(desksJson(clubId, others));
      told = now;
    },
    tellWaiting(note) {
      if (note.club_id === waitingOf) send(waitingJson(note));
    },
    boardOf,
    heardAsStaff() {
      const heard: StaffHearing[] = [];
      const board = boardOf();
      if (board !== undefined) heard.push({ clubId: board, verb: 'seePlanner', end: unwatch });
      if (waitingOf !== undefined)
        heard.push({ clubId: waitingOf, verb: 'seeMessages', end: unwatchWaiting });
      return heard;
    },
    ping() {
      if (!answered) return socket.terminate();
      answered = false;
      socket.ping();
    },
  };
}
