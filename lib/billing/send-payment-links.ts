import { and, eq, gt, inArray, ne } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { changeOrPreview } from '@/db/change-or-preview';
import { clubs, dues, notices, reservations } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { groupBy } from '@/lib/core/group-by';
import { chosenIds } from '@/lib/core/input/chosen-ids';
import { DAY_MS } from '@/lib/core/time';
import { IS_OPEN } from '@/lib/ledger/open-due';
import { notify, type Subject } from '@/lib/notices/notify';
import { recipientOf } from '@/lib/notices/people/find-addressees';
import { readDues, type ShownDue } from './read-dues';

export const sendPaymentLinksSchema = z.strictObject({
  ids: chosenIds.optional().describe('Only for these bookings of the club, instead of all.'),
});

/** To whom links went, or would go in a preview. Amounts are minor units of the club. */
export type LinksSent = {
  club: Club;
  email: readonly ShownDue[];
  sms: readonly ShownDue[];
  /** Those who were asked within a day, which is soon enough. */
  lately: readonly ShownDue[];
  /** Those with neither a mailbox that works nor a number. */
  unreachable: readonly ShownDue[];
};

/** More than that is for another press. */
const MOST = 500;

/**
 * Sends everybody who owes a club money, or the takers of some bookings, the link by which it can be paid, by mail, else by text message. Of a booking
 * one link goes out, since it pays all that is owed for it. Who was asked within a day is left out, so that a second
 * press sends nothing more.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function sendPaymentLinks(
  ctx: Context,
  clubIdOrSlug: string,
  { ids }: z.output<typeof sendPaymentLinksSchema> = {},
): Promise<LinksSent> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'takeMoney');
  return changeOrPreview(ctx, async (tx, after) => {
    // A second desk waits, and then finds what this one has sent.
    await tx.select({ id: clubs.id }).from(clubs).where(eq(clubs.id, club.id)).for('no key update');
    const owing = await listOwing(tx, club, ids);
    const asked = await listAsked(tx, club, ctx.now);
    const lately = owing.filter(({ reservationId }) => asked.has(reservationId));
    const wanted = owing.filter(({ reservationId }) => !asked.has(reservationId));
    const subjects = await subjectsOf(tx, wanted, ctx.now);
    const email = await ask(tx, after, subjects, wanted, 'email');
    const rest = wanted.filter((due) => !email.includes(due));
    const sms = await ask(tx, after, subjects, rest, 'sms');
    return { club, email, sms, lately, unreachable: rest.filter((due) => !sms.includes(due)) };
  });
}

/** What each booking owes, under its oldest open due. */
async function listOwing(tx: Tx, club: Club, ids: readonly string[] | undefined): Promise<ShownDue[]> {
  const among = ids && inArray(dues.reservationId, [...ids]);
  // A share is asked of its player.
  const where = and(
    eq(dues.clubId, club.id),
    ne(dues.cause, 'share'),
    IS_OPEN,
    gt(dues.amountMinor, 0),
    among,
  );
  const all = await readDues(tx, where, { limit: MOST, offset: 0 });
  return [...groupBy(all, ({ reservationId }) => reservationId).values()].flatMap(([first, ...more]) =>
    first === undefined
      ? []
      : [{ ...first, amountMinor: more.reduce((sum, due) => sum + due.amountMinor, first.amountMinor) }],
  );
}

/** The bookings of a club for which somebody was asked within a day. */
async function listAsked(tx: Tx, club: Club, now: Date): Promise<ReadonlySet<string | null>> {
  const since = new Date(now.getTime() - DAY_MS);
  const rows = await tx
    .select({ reservationId: notices.reservationId })
    .from(notices)
    .where(and(eq(notices.clubId, club.id), eq(notices.kind, 'payment_due'), gt(notices.createdAt, since)));
  return new Set(rows.map(({ reservationId }) => reservationId));
}

type Asking = Extract<Subject, { kind: 'payment_due' }>;

/** By booking. A visitor without an account or a row at the club has no subject. */
async function subjectsOf(tx: Tx, wanted: readonly ShownDue[], now: Date): Promise<Map<string, Asking>> {
  const ids = wanted.map(({ reservationId }) => reservationId);
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: reservations.id, userId: reservations.userId, customerId: reservations.customerId })
    .from(reservations)
    .where(inArray(reservations.id, ids));
  const whom = new Map(rows.map((row) => [row.id, recipientOf({ ...row, participantPosition: null })]));
  return new Map(
    wanted.flatMap(({ id, reservationId }) => {
      const recipient = whom.get(reservationId);
      const objectId = `${id}:${now.getTime()}`;
      return recipient
        ? [[reservationId, { kind: 'payment_due', objectId, reservationId, ...recipient }]]
        : [];
    }),
  );
}

/** Asks by one way, and returns those whom it reaches. */
async function ask(
  tx: Tx,
  after: After,
  subjects: ReadonlyMap<string, Asking>,
  wanted: readonly ShownDue[],
  by: 'email' | 'sms',
): Promise<ShownDue[]> {
  const asked = wanted.flatMap(({ reservationId }) => {
    const subject = subjects.get(reservationId);
    return subject ? [{ ...subject, by }] : [];
  });
  const written = new Set((await notify(tx, after, ...asked)).map(({ reservationId }) => reservationId));
  return wanted.filter(({ reservationId }) => written.has(reservationId));
}
