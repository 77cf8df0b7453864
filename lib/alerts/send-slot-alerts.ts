import { and, asc, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { customers, slotAlerts } from '@/db/schema';
import type { Buyer } from '@/lib/availability/buyer';
import { isLimited } from '@/lib/availability/list-own-games';
import { searchCourts } from '@/lib/availability/search-courts';
import { type Club, clubsIn, findClubs } from '@/lib/catalogue/catalogue';
import { findCity } from '@/lib/catalogue/places';
import type { Context } from '@/lib/core/context';
import { groupBy } from '@/lib/core/group-by';
import { localDateOf, localTime } from '@/lib/core/time';
import { notify, tell } from '@/lib/notices/notify';
import { isInTurn } from '@/lib/availability/in-turn';
import type { Alert } from './make-offer';
import { mayBeTakenBack } from './may-be-taken-back';
import { offerInTurn } from './offer-in-turn';

/** The alerts that one search answers: the same start and the same buyer, who has a name where a limit is theirs. */
type Wish = Pick<Alert, 'city' | 'startsAt' | 'durationMinutes'> & Buyer;

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
    .where(and(isNull(slotAlerts.notifiedAt), gt(slotAlerts.startsAt, ctx.now)))
    .orderBy(asc(slotAlerts.createdAt), asc(slotAlerts.id));
  const categoriesOf = await listCategoriesOf(alerts.map((alert) => alert.userId));
  const clubs = await clubsOf(categoriesOf);
  const wishOf = ({ userId, city, startsAt, durationMinutes }: Alert): Wish => {
    const categories = categoriesOf.get(userId) ?? new Map<number, string>();
    return {
      city,
      startsAt,
      durationMinutes,
      categories,
      userId: isLimited({ categories }, clubs) ? userId : null,
    };
  };
  const { offered, passedOver } = await offerInTurn(ctx, alerts, wishOf);
  const left = alerts.filter(({ id }) => !offered.has(id));
  const alike = groupBy(left, (alert) => keyOf(wishOf(alert)));
  let told = offered.size;
  for (const group of alike.values()) {
    const [first] = group;
    const free = first ? await findFree(ctx, wishOf(first)) : null;
    if (free === 'for_everybody') told += await close(group);
    if (free === 'in_turn') told += await close(group.filter(({ id }) => passedOver.has(id)));
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

const keyOf = ({ city, startsAt, durationMinutes, categories, userId }: Wish) =>
  JSON.stringify([city, startsAt, durationMinutes, [...categories], userId]);

/** For whom a court is free at the wanted start: for everybody, only at clubs that offer it in turn, or for nobody. */
async function findFree(ctx: Context, wish: Wish): Promise<'for_everybody' | 'in_turn' | null> {
  const place = await findCity(wish.city);
  if (!place) return null;
  const startsMs = wish.startsAt.getTime();
  const wanted = {
    city: place.city,
    date: localDateOf(startsMs, place.timeZone),
    time: localTime(startsMs, place.timeZone),
    duration: wish.durationMinutes,
    withinMinutes: 0,
    page: 1,
    pageSize: Number.MAX_SAFE_INTEGER,
  };
  const { results } = await searchCourts(ctx, wanted, wish);
  if (results.length === 0) return null;
  const clubIds = (await clubsIn(wish.city)).map(({ id }) => id);
  if (await mayBeTakenBack(clubIds, wish)) return null;
  const nowMs = ctx.now.getTime();
  return results.every(({ club, startsAt }) => isInTurn(club, startsAt, nowMs)) ? 'in_turn' : 'for_everybody';
}

async function close(alerts: readonly Alert[]): Promise<number> {
  if (alerts.length === 0) return 0;
  const ids = alerts.map((alert) => alert.id);
  return transaction(async (tx, after) => {
    const closed = await tx
      .update(slotAlerts)
      .set({ notifiedAt: sql`now()` })
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
