import { and, asc, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { customers, slotAlerts } from '@/db/schema';
import { isLimited } from '@/lib/availability/list-own-games';
import { type Club, clubsIn, findClubs } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { groupBy } from '@/lib/core/group-by';
import { notify, tell } from '@/lib/notices/notify';
import { isInTurn } from '@/lib/availability/in-turn';
import { isAhead } from './is-ahead';
import { isAskedOf, listFree, type Wish } from './list-free';
import type { Alert } from './make-offer';
import { mayBeTakenBack } from './may-be-taken-back';
import { offerInTurn } from './offer-in-turn';

/**
 * Offers what is free at clubs that keep a waiting list to whoever waited longest, by a hold of the court. Then notifies
 * everybody else whose start can be booked now, by a notice and on their open pages, and closes their alerts. At such a
 * club these are only those whose turn it was and who may not have the court by turn. Returns how many were notified;
 * alerts of the past are left, and those of what staff may still take back.
 */
export async function sendSlotAlerts(ctx: Context): Promise<number> {
  const alerts = await db()
    .select()
    .from(slotAlerts)
    .where(and(isNull(slotAlerts.notifiedAt), isAhead(ctx.now)))
    .orderBy(asc(slotAlerts.createdAt), asc(slotAlerts.id));
  const categoriesOf = await listCategoriesOf(alerts.map((alert) => alert.userId));
  const clubs = await clubsOf(categoriesOf);
  const wishOf = (alert: Alert): Wish => {
    const categories = categoriesOf.get(alert.userId) ?? new Map<number, string>();
    return { ...alert, categories, userId: isLimited({ categories }, clubs) ? alert.userId : null };
  };
  const { offered, passedOver } = await offerInTurn(ctx, alerts, wishOf);
  const left = alerts.filter(({ id }) => !offered.has(id));
  const alike = groupBy(left, (alert) => keyOf(wishOf(alert)));
  let told = offered.size;
  for (const group of alike.values()) {
    const [first] = group;
    const free = first ? await findFree(ctx, wishOf(first)) : null;
    if (!free) continue;
    const asked = free.isInTurn ? group.filter(({ id }) => passedOver.has(id)) : group;
    told += await close(asked, free.startsAt);
  }
  return told;
}

async function listCategoriesOf(userIds: string[]): Promise<ReadonlyMap<string, Map<number, string>>> {
  const rows = await db()
    .select({ userId: customers.userId, clubId: customers.clubId, category: customers.category })
    .from(customers)
    .where(and(inArray(customers.userId, userIds), isNotNull(customers.category)))
    .orderBy(asc(customers.clubId));
  const byPerson = groupBy(rows, (row) => row.userId ?? '');
  return new Map(
    [...byPerson].map(([userId, own]) => [
      userId,
      new Map(own.map((row) => [row.clubId, row.category ?? ''])),
    ]),
  );
}

/** The clubs where any of these people has a category. */
async function clubsOf(
  categoriesOf: ReadonlyMap<string, ReadonlyMap<number, string>>,
): Promise<readonly Club[]> {
  const ids = [...categoriesOf.values()].flatMap((categories) => [...categories.keys()]);
  return [...(await findClubs([...new Set(ids)])).values()];
}

/** One search answers alike wishes of one buyer. */
const keyOf = ({ city, clubId, courtIds, startsAt, untilStartsAt, durationMinutes, ...buyer }: Wish) =>
  JSON.stringify([
    [city, clubId, courtIds, startsAt, untilStartsAt, durationMinutes],
    [...buyer.categories],
    buyer.userId,
  ]);

/** The first start that is free for a wish, and whether only clubs that offer in turn have it. */
async function findFree(ctx: Context, wish: Wish): Promise<{ startsAt: number; isInTurn: boolean } | null> {
  const clubs = (await clubsIn(wish.city)).filter((club) => isAskedOf(wish, club));
  const clubIds = clubs.map(({ id }) => id);
  for (const [startsAt, having] of await listFree(ctx, clubs, wish)) {
    const stretch = { startsAt: new Date(startsAt), durationMinutes: wish.durationMinutes };
    if (await mayBeTakenBack(clubIds, stretch)) continue;
    return { startsAt, isInTurn: having.every((club) => isInTurn(club, startsAt, ctx.now.getTime())) };
  }
  return null;
}

async function close(alerts: readonly Alert[], startsAt: number): Promise<number> {
  if (alerts.length === 0) return 0;
  const ids = alerts.map((alert) => alert.id);
  return transaction(async (tx, after) => {
    const closed = await tx
      .update(slotAlerts)
      .set({ notifiedAt: sql`now()`, startsAt: new Date(startsAt), untilStartsAt: null })
      .where(and(inArray(slotAlerts.id, ids), isNull(slotAlerts.notifiedAt)))
      .returning();
    // Numbering an event takes its reader's lock, so several readers are locked in one order.
    for (const { userId, id } of closed.toSorted((a, b) => (a.userId < b.userId ? -1 : 1)))
      await tell(tx, userId, 'slot.freed', { alert_id: id });
    const subjects = closed.map(({ id, userId }) => ({ kind: 'slot_freed', objectId: id, userId }) as const);
    await notify(tx, after, ...subjects);
    return closed.length;
  });
}
