import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { takeLock } from '@/db/locks';
import { courts, customers, HELD, reservations, slotAlerts, users } from '@/db/schema';
import { listBusyOf } from '@/lib/availability/busy';
import type { Buyer } from '@/lib/availability/buyer';
import { listOwnGames } from '@/lib/availability/list-own-games';
import { offer, type Wish } from '@/lib/availability/offer';
import { type Quota, quotaOf, type OwnGame } from '@/lib/availability/quota';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { crashPoint } from '@/lib/core/crash-point';
import { isAppError } from '@/lib/core/errors';
import { mailboxOf } from '@/lib/core/input/email-address';
import { DAY_MS, type TimeRange } from '@/lib/core/time';
import { notify, tell } from '@/lib/notices/notify';
import { lockCourt, type Reservation } from '@/lib/reservations/confirm-reservation';
import { expireHoldsOf } from '@/lib/reservations/expire-holds';
import { assertMayHold } from '@/lib/reservations/hold-limits';
import { readMailboxRecord } from '@/lib/reservations/visitors/mailbox-record';
import { writeHold } from '@/lib/ledger/write-hold';
import { nudge, nudgeFreed } from '@/lib/services/inngest/jobs';
import { OFFER_MINUTES, OFFERS_END_HOURS, stretchFrom } from '@/lib/availability/in-turn';

export type Alert = typeof slotAlerts.$inferSelect;

/** One who waits, and a court that seems free at a start (epoch ms) that will do. */
export type Turn = { alert: Alert; buyer: Buyer; club: Club; court: Court; startsAt: number };

/** `refused` is for the person at that club, `taken` for that court, and `answered` when the alert is open no longer. */
export type Outcome = 'offered' | 'refused' | 'taken' | 'answered';

/**
 * Holds a court for one who waits, writes what is owed and tells them, in one transaction under the locks of an
 * ordinary hold. Whoever let an offer of that time at that club go is not offered it again.
 */
export async function makeOffer(ctx: Context, turn: Turn): Promise<Outcome> {
  const quotaAt = await readQuota(ctx, turn);
  return transaction(async (tx, after) => {
    const person = await lockPerson(tx, turn);
    await lockCourt(tx, turn.court.id);
    if (!(await isStillOpen(tx, turn.alert))) return 'answered';
    await expireHoldsOf(tx, ctx, turn.court.id);
    const offered = await judge(tx, ctx, turn, person.category);
    if (!offered) return 'taken';
    if (!(await mayBeOffered(tx, ctx, turn, person, quotaAt))) return 'refused';
    const hold = await writeOffer(tx, ctx, turn, offered);
    if (!hold) return 'taken';
    await answer(tx, after, turn.alert, hold);
    crashPoint('offer_written');
    after(() => crashPoint('offer_made'));
    return 'offered';
  });
}

/** Read before the locks, as before a player's own move. */
async function readQuota(ctx: Context, { buyer, alert, club }: Turn) {
  const games = await listOwnGames({ ...buyer, userId: alert.userId }, [club]);
  return (category: string | null) => quotaOf(club, category, games.get(club.id) ?? [], ctx.now.getTime());
}

type Person = { mailbox: string; mayBook: boolean; category: string | null; isBlocked: boolean };

/** The person as the club knows them, with the lock of their mailbox. */
async function lockPerson(tx: Tx, { alert, club }: Turn): Promise<Person> {
  const [found] = await tx
    .select({
      email: users.email,
      mayBook: sql<boolean>`${users.erasedAt} is null and ${users.disabledAt} is null`,
      category: customers.category,
      isBlocked: sql<boolean>`${customers.blockedAt} is not null`,
    })
    .from(users)
    .leftJoin(customers, and(eq(customers.userId, users.id), eq(customers.clubId, club.id)))
    .where(eq(users.id, alert.userId));
  if (!found) throw new Error('an alert has its person');
  const mailbox = mailboxOf(found.email);
  await takeLock(tx, 'mailbox', mailbox);
  return { ...found, mailbox };
}

async function isStillOpen(tx: Tx, { id }: Alert): Promise<boolean> {
  const open = await tx
    .select({ id: slotAlerts.id })
    .from(slotAlerts)
    .where(and(eq(slotAlerts.id, id), isNull(slotAlerts.notifiedAt)))
    .for('update');
  return open.length > 0;
}

/** The court at its price, or null when it is not sold at that start any more. */
async function judge(tx: Tx, ctx: Context, { alert, club, court, startsAt }: Turn, category: string | null) {
  const [sold] = await tx
    .select({ retiresOn: courts.retiresOn })
    .from(courts)
    .where(and(eq(courts.id, court.id), isNull(courts.deactivatedAt)));
  if (!sold) return null;
  const around = { startsAt: startsAt - DAY_MS, endsAt: startsAt + 2 * DAY_MS };
  const wish: Wish = {
    startsAt,
    durationMinutes: alert.durationMinutes,
    category,
    now: ctx.now.getTime(),
  };
  const offered = offer(club, { ...court, ...sold }, await listBusyOf(tx, court.id, around), wish);
  return offered.ok ? offered : null;
}

async function mayBeOffered(
  tx: Tx,
  ctx: Context,
  { alert, club, court, startsAt }: Turn,
  { mailbox, mayBook, category, isBlocked }: Person,
  quotaAt: (category: string | null) => (wanted: OwnGame) => Quota | null,
): Promise<boolean> {
  if (!mayBook || isBlocked) return false;
  const stretch = stretchFrom(startsAt, alert.durationMinutes);
  if (quotaAt(category)({ courtId: court.id, ...stretch })) return false;
  if (await hadOffer(tx, mailbox, club, stretch)) return false;
  const record = await readMailboxRecord(tx, ctx, club, { mailbox });
  try {
    assertMayHold(ctx, club, record);
    return true;
  } catch (error) {
    if (!isAppError(error, 'rate_limited')) throw error;
    return false;
  }
}

/** Whether this mailbox has an open offer that overlaps, or let one of that time at that club go. */
async function hadOffer(
  tx: Tx,
  mailbox: string,
  club: Club,
  { startsAt, endsAt }: TimeRange,
): Promise<boolean> {
  const [from, until] = [new Date(startsAt).toISOString(), new Date(endsAt).toISOString()];
  const [found] = await tx
    .select({ id: reservations.id })
    .from(slotAlerts)
    .innerJoin(users, eq(users.id, slotAlerts.userId))
    .innerJoin(reservations, eq(reservations.id, slotAlerts.offeredReservationId))
    .where(
      and(
        eq(users.mailbox, mailbox),
        isNull(reservations.confirmedAt),
        sql`tstzrange(${reservations.startsAt}, ${reservations.endsAt}) && tstzrange(${from}, ${until})`,
        sql`(${reservations.clubId} = ${club.id} or ${and(
          inArray(reservations.status, [...HELD]),
          sql`${reservations.holdExpiresAt} > now()`,
        )})`,
      ),
    )
    .limit(1);
  return found !== undefined;
}

type Offered = Extract<ReturnType<typeof offer>, { ok: true }>;

const writeOffer = (
  tx: Tx,
  ctx: Context,
  { alert, club, court, startsAt }: Turn,
  { priceMinor, lines }: Offered,
): Promise<Reservation | undefined> => {
  const { endsAt } = stretchFrom(startsAt, alert.durationMinutes);
  const latest = new Date(startsAt).toISOString();
  const holdExpiresAt = sql`least(now() + make_interval(mins => ${OFFER_MINUTES}),
    ${latest}::timestamptz - make_interval(hours => ${OFFERS_END_HOURS}))`;
  return writeHold(
    tx,
    ctx,
    {
      clubId: club.id,
      courtId: court.id,
      userId: alert.userId,
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      holdExpiresAt,
      priceMinor,
      listPriceMinor: priceMinor,
      priceBreakdown: lines,
      currency: club.currency,
      refundPolicy: club.refundPolicy,
    },
    { offered_for: alert.id },
  );
};

/** The alert is answered by the offer. When that ends, the next is asked. */
async function answer(tx: Tx, after: After, { id, userId }: Alert, hold: Reservation): Promise<void> {
  await tx
    .update(slotAlerts)
    .set({
      notifiedAt: sql`now()`,
      offeredReservationId: hold.id,
      startsAt: hold.startsAt,
      untilStartsAt: null,
    })
    .where(eq(slotAlerts.id, id));
  await tell(tx, userId, 'waitlist.offer', { alert_id: id, reservation_id: hold.id });
  await notify(tx, after, { kind: 'waitlist_offer', objectId: id, reservationId: hold.id, userId });
  if (hold.holdExpiresAt) after(nudge, nudgeFreed(hold.holdExpiresAt));
}
