import { and, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import { reservations } from '@/db/schema';
import type { Actor, Context, Self, Visitor } from '@/lib/core/context';
import { isOwn, isSelf, requireSelf } from '../permissions';

/** Who may book: a person in their own affairs, or a visitor without an account. */
export type Booker = Self | Extract<Actor, { kind: 'visitor' }>;

/**
 * Who books.
 * @throws AppError `unauthenticated`, `forbidden` for a key of a club
 */
export const requireBooker = (ctx: Pick<Context, 'actor'>): Booker =>
  ctx.actor.kind === 'visitor' ? ctx.actor : requireSelf(ctx);

type Booking = Pick<typeof reservations.$inferSelect, 'id' | 'userId' | 'visitorId' | 'replaces'>;

/**
 * Whether a booking is the actor's own: that of their account, or one without an account that was made in this
 * browser or whose mailed link was opened in it. The link also opens the hold of a move of that booking.
 */
export function isOwnBooking(actor: Actor, { id, userId, visitorId, replaces }: Booking): boolean {
  if (userId !== null) return isOwn(actor, userId);
  const visitor = visitorOf(actor);
  if (visitor === null || visitorId === null) return false;
  return visitor.visitorId === visitorId || visitor.bookings.includes(replaces ?? id);
}

/** The same as a condition on `reservations`. */
export function ownBookings(actor: Actor): SQL {
  const account = isSelf(actor) ? eq(reservations.userId, actor.userId) : undefined;
  const visitor = visitorOf(actor);
  const browser =
    visitor &&
    and(
      isNull(reservations.userId),
      or(
        eq(reservations.visitorId, visitor.visitorId),
        and(
          isNotNull(reservations.visitorId),
          or(
            inArray(reservations.id, [...visitor.bookings]),
            inArray(reservations.replaces, [...visitor.bookings]),
          ),
        ),
      ),
    );
  return or(account, browser ?? undefined) ?? sql`false`;
}

/** The browser of an actor, as it is known without an account. */
export function visitorOf(actor: Actor): Visitor | null {
  if (actor.kind === 'visitor') return actor;
  return isSelf(actor) ? (actor.visitor ?? null) : null;
}
