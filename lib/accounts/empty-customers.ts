import { and, inArray, isNotNull, isNull, or, type SQLWrapper, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { acts, customers, dues, notices, participants, reservations, series, tillEntries } from '@/db/schema';

/** In place of words that a row may not be without. */
export const NOBODY = '—';

/** A booking without the words that may tell of its people. */
export const WITHOUT_WORDS = {
  guest: null,
  title: null,
  note: null,
  cancelReason: null,
  // A price that is not the list price must keep some reason.
  priceReason: sql`case when ${reservations.priceReason} is not null then ${NOBODY} end`,
};

/**
 * Removes the words about people from the rows of clubs, from rows merged into them, and from their bookings. The
 * rows and the bookings stay for the books.
 */
export async function emptyCustomers(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  const emptied = await tx
    .update(customers)
    .set({
      name: NOBODY,
      email: null,
      phone: null,
      words: '',
      category: null,
      note: null,
      blockedAt: null,
      blockedBy: null,
      blockReason: null,
      erasedAt: now,
      updatedAt: now,
    })
    .where(or(inArray(customers.id, [...ids]), inArray(customers.mergedInto, [...ids])))
    .returning({ id: customers.id });
  const emptiedIds = emptied.map(({ id }) => id);
  await emptyBookings(tx, emptiedIds);
  await emptySeries(tx, emptiedIds);
}

async function emptySeries(tx: Tx, customerIds: string[]): Promise<void> {
  const priceReason = sql`case when ${series.priceReason} is not null then ${NOBODY} end`;
  await tx
    .update(series)
    .set({ title: null, note: null, priceReason })
    .where(inArray(series.customerId, customerIds));
}

/** Players with an account keep their name, as in the games of an erased account. */
async function emptyBookings(tx: Tx, ids: string[]): Promise<void> {
  const theirs = await tx
    .update(reservations)
    .set(WITHOUT_WORDS)
    .where(inArray(reservations.customerId, ids))
    .returning({ id: reservations.id });
  const games = theirs.map(({ id }) => id);
  await emptyDeskWords(tx, games);
  await emptyNoticesAbout(tx, games);
  await tx.update(notices).set(WITHOUT_READER).where(inArray(notices.customerId, ids));
  await tx
    .update(participants)
    .set({ name: NOBODY, email: null })
    .where(
      or(
        inArray(participants.customerId, ids),
        and(inArray(participants.reservationId, games), isNull(participants.userId)),
      ),
    );
}

/** The notices without address and words, and not sent any more. */
export const WITHOUT_READER = {
  recipient: sql`'erased:' || ${notices.id}`,
  callNote: null,
  lastError: null,
  detail: null,
  sentSubject: null,
  sentText: null,
  status: sql`case when ${notices.status} in ('pending', 'sending') then 'suppressed' else ${notices.status} end`,
};

/**
 * Empties the notices about these bookings to people without an account, and removes what the others said.
 */
export async function emptyNoticesAbout(tx: Tx, reservationIds: string[] | SQLWrapper): Promise<void> {
  const { reservationId, userId, sentText, detail } = notices;
  const about = inArray(reservationId, reservationIds);
  await tx
    .update(notices)
    .set(WITHOUT_READER)
    .where(and(about, isNull(userId)));
  await tx
    .update(notices)
    .set({ sentSubject: null, sentText: null, detail: null })
    .where(and(about, or(isNotNull(sentText), isNotNull(detail))));
}

/** Removes the words of staff about dues and the till of these bookings, and what acts kept of them for their undo. */
export async function emptyDeskWords(tx: Tx, reservationIds: string[] | SQLWrapper): Promise<void> {
  await tx
    .update(dues)
    .set({ waiveReason: NOBODY })
    .where(and(inArray(dues.reservationId, reservationIds), isNotNull(dues.waiveReason)));
  await tx.update(tillEntries).set({ note: null }).where(inArray(tillEntries.reservationId, reservationIds));
  const names = sql`${acts.changes} @> jsonb_build_array(jsonb_build_object('id', ${reservations.id}))`;
  const kept = tx
    .select({ id: acts.id })
    .from(reservations)
    .innerJoin(acts, names)
    .where(inArray(reservations.id, reservationIds));
  await tx.update(acts).set({ changes: [] }).where(inArray(acts.id, kept));
}
