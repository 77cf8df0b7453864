import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '@/db';
import {
  ACCOUNTED_MINOR,
  COVER_MINOR,
  DUE_MINOR,
  EXCESS_MINOR,
  EXPECTED_MINOR,
  IS_LACKING,
  IS_SOLD,
  LEFT_MINOR,
  REFUNDED_MINOR,
  TILL_KEPT_MINOR,
  TILL_MINOR,
  WAIVED_MINOR,
} from './money-words';

const figureSchema = z.tuple([z.object({ minor: z.number() })]);

const idsSchema = z.array(z.object({ id: z.string() }));

const readFigure = async (on: Tx | Db, figure: SQL, from: SQL): Promise<number> =>
  figureSchema.parse([...(await on.execute(sql`select ${figure}::int as minor from ${from}`))])[0].minor;

/** What is paid, owed or waived of one reservation. */
export const accountedOf = (tx: Tx, reservationId: string): Promise<number> =>
  readFigure(tx, ACCOUNTED_MINOR, sql`reservations r where r.id = ${reservationId}::uuid`);

/** Those of some reservations whose price is not what is paid, owed or waived of them. */
export async function listUnbalanced(
  tx: Tx,
  reservationIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (reservationIds.length === 0) return new Set();
  const rows = await tx.execute(
    sql`select r.id from reservations r where r.id in ${[...reservationIds]} and ${ACCOUNTED_MINOR} <> r.price_minor`,
  );
  return new Set(idsSchema.parse([...rows]).map(({ id }) => id));
}

/** What is paid or waived of one reservation, so that nobody need pay it. */
export const endedOf = (tx: Tx, reservationId: string): Promise<number> =>
  readFigure(
    tx,
    sql`(${COVER_MINOR} + ${WAIVED_MINOR})`,
    sql`reservations r where r.id = ${reservationId}::uuid`,
  );

/** What is still owed for one reservation, negative when the club owes it. */
export const owedOf = (on: Tx | Db, reservationId: string): Promise<number> =>
  readFigure(on, DUE_MINOR, sql`reservations r where r.id = ${reservationId}::uuid`);

/** What the desk has of one reservation's money. */
export const tillOf = (tx: Tx, reservationId: string): Promise<number> =>
  readFigure(tx, TILL_MINOR, sql`reservations r where r.id = ${reservationId}::uuid`);

/** What should be in a till: its float and what came and went in cash. */
export const expectedOf = (tx: Tx, shiftId: string): Promise<number> =>
  readFigure(tx, EXPECTED_MINOR, sql`till_shifts s where s.id = ${shiftId}::uuid`);

/** What of the desk's money one cancelled reservation keeps once every open due is paid. */
export const tillKeptOf = (tx: Tx, reservationId: string): Promise<number> =>
  readFigure(tx, TILL_KEPT_MINOR, sql`reservations r where r.id = ${reservationId}::uuid`);

/** What Stripe has sent back of one payment. */
export const refundedOf = (tx: Tx, paymentId: string): Promise<number> =>
  readFigure(tx, REFUNDED_MINOR, sql`payments p where p.id = ${paymentId}::uuid`);

/** What can still be given back of one payment. */
export const leftOf = (on: Tx | Db, paymentId: string): Promise<number> =>
  readFigure(on, LEFT_MINOR, sql`payments p where p.id = ${paymentId}::uuid`);

/** By how much refunds, the club's share and banks' takings exceed one payment, negative while they do not. */
export const excessOf = (tx: Tx, paymentId: string): Promise<number> =>
  readFigure(tx, EXCESS_MINOR, sql`payments p where p.id = ${paymentId}::uuid`);

/** Whether somebody must decide whether one reservation stands without its missing money. */
export async function isLacking(tx: Tx, reservationId: string): Promise<boolean> {
  const rows = await tx.execute(
    sql`select r.id from reservations r where r.id = ${reservationId}::uuid and ${IS_SOLD} and ${IS_LACKING}`,
  );
  return rows.length > 0;
}
