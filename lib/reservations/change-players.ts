import { and, count, eq, max, sql } from 'drizzle-orm';
import { z } from 'zod';
import { sql as prepared, type Tx, transaction } from '@/db';
import { participants, type reservations } from '@/db/schema';
import { isOwn } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { emailAddress } from '@/lib/core/input/email-address';
import { personName } from '@/lib/core/input/person-name';
import { recordDetail } from '@/lib/ledger/states';
import { invitePlayers } from '@/lib/notices/invite-players';
import { findInvited, tellRemoved } from '@/lib/notices/tell-removed';
import { takeShare } from './game/take-share';
import { getEditableReservation, lockEditableReservation } from './get-editable-reservation';
import { isHeld } from './is-held';
import { playedWith } from './played-with';

/** So long an invitation waits, so that a slip that is mended at once is not told. */
const LIST_REST_MS = 10_000;

/** Beside the booker. */
export const MAX_PLAYERS = 7;

export const guestSchema = z.strictObject({
  name: personName,
  email: emailAddress,
});

export const addPlayerSchema = z.strictObject({
  reservationId: z.uuid(),
  name: guestSchema.shape.name,
  email: guestSchema.shape.email.optional(),
});
export type AddPlayer = z.output<typeof addPlayerSchema>;

/**
 * The name with the place, so that an outdated page removes nobody else. It is only compared, so that a name from
 * before a rule can still be removed.
 */
export const removePlayerSchema = z.strictObject({
  reservationId: z.uuid(),
  position: z.number().int().min(0),
  name: z.string().min(1).max(200).optional(),
});
export type RemovePlayer = z.output<typeof removePlayerSchema>;

type Reservation = typeof reservations.$inferSelect;

/** Whether the list of players is still open: until the game ends, while the court is theirs. */
export const mayChangePlayers = (reservation: Reservation, now: Date): boolean =>
  isHeld(reservation, now) || (reservation.status === 'confirmed' && reservation.endsAt > now);

/**
 * Adds a player to the list, who is told by mail. The audit stores the place, not the name.
 * @throws AppError unauthenticated, not_found, conflict when the game is over, the court is not theirs any more, or
 *   the list is full
 */
export async function addPlayer(
  ctx: Context,
  { reservationId, name, email, userId = null }: AddPlayer & { userId?: string | null },
): Promise<void> {
  await transaction(async (tx, after) => {
    const { reservation, own } = await lockOpenList(tx, ctx, reservationId);
    const [list] = await tx
      .select({ count: count(), last: max(participants.position) })
      .from(participants)
      .where(eq(participants.reservationId, reservationId));
    if ((list?.count ?? 0) >= MAX_PLAYERS) {
      throw new AppError('conflict', `Beside you at most ${MAX_PLAYERS} can play.`);
    }
    const position = (list?.last ?? -1) + 1;
    await putOnList(tx, { reservationId, position, userId, name, email: email ?? null });
    await record(tx, ctx, reservation, own, { player_added: position });
    // Those of a held court are told once it is confirmed.
    if (reservation.status !== 'confirmed') return;
    await invitePlayers(tx, after, reservation, { positions: [position], restMs: LIST_REST_MS });
    await takeShare(tx, after, reservation, position);
  });
}

/** Writes a player onto the list, and tells the club's board, which no trigger does for a new row. */
export async function putOnList(tx: Tx, player: typeof participants.$inferInsert): Promise<void> {
  await tx.insert(participants).values(player);
  await tx.execute(sql`select touch_board(${player.reservationId}::uuid)`);
}

/**
 * Adds somebody with an account who has played with the booker.
 * @throws AppError as `addPlayer`, and invalid_input for anybody else, as for an unknown id
 */
export async function addCompanion(
  ctx: Context,
  { reservationId, userId }: { reservationId: string; userId: string },
): Promise<void> {
  const { reservation } = await getEditableReservation(ctx, reservationId, 'changePlayers');
  const companion = reservation.userId && (await findCompanion(reservation.userId, userId));
  if (!companion) throw unknownPlayer('user_id');
  const { name, email } = companion;
  await addPlayer(ctx, { reservationId, userId, name: name ?? '—', email });
}

async function findCompanion(bookerId: string, userId: string) {
  const on = prepared();
  const [companion] = await on<{ name: string | null; email: string }[]>`
    select name, email from users where id = ${userId} and erased_at is null and ${playedWith(on, bookerId)}`;
  return companion;
}

/** The answer for an id of nobody, and of somebody whom the booker never played with. */
export const unknownPlayer = (field: string) =>
  new AppError('invalid_input', 'One of the participants does not exist.', {
    fields: { [field]: ['there is no such person'] },
  });

/**
 * Removes a player from the list, who is told by mail unless they took themselves off it.
 * @throws AppError unauthenticated, not_found, also when another player has that place by now, conflict when the list
 *   is not open any more
 */
export async function removePlayer(
  ctx: Context,
  { reservationId, position, name }: RemovePlayer,
): Promise<void> {
  await transaction(async (tx, after) => {
    const { reservation, own } = await lockOpenList(tx, ctx, reservationId);
    const invited = await findInvited(tx, reservation, position);
    const removed = await tx
      .delete(participants)
      .where(
        and(
          eq(participants.reservationId, reservationId),
          eq(participants.position, position),
          name === undefined ? undefined : eq(participants.name, name),
        ),
      )
      .returning({ position: participants.position });
    if (removed.length === 0) throw notFound('player');
    await record(tx, ctx, reservation, own, { player_removed: position });
    if (invited && !isOwn(ctx.actor, invited.userId)) await tellRemoved(tx, after, reservation, invited);
  });
}

async function lockOpenList(tx: Tx, ctx: Context, reservationId: string) {
  const found = await lockEditableReservation(tx, ctx, reservationId, 'changePlayers');
  if (!mayChangePlayers(found.reservation, ctx.now)) throw listClosed();
  return found;
}

/** The answer once the list of players is closed. */
export const listClosed = () => new AppError('conflict', 'Who plays can no longer be changed.');

const record = (
  tx: Tx,
  ctx: Context,
  reservation: Reservation,
  own: boolean,
  detail: Record<string, number>,
) => recordDetail(tx, ctx, 'reservation', reservation, { detail, asStaff: !own });
