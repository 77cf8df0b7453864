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
import { mayBeTakenBack } from './may-be-taken-back';

type Alert = typeof slotAlerts.$inferSelect;
/** The alerts that one search answers: the same start and the same buyer, who has a name where a limit is theirs. */
type Wish = Pick<Alert, 'city' | 'startsAt' | 'durationMinutes'> & Buyer;

/**
 * Notifies everybody whose start can be booked now, by a notice and on their open pages, and closes their alerts.
 * Returns how many were notified; alerts of the past are left, and those of what staff may still take back.
 */
export async function sendSlotAlerts(ctx: Context): Promise<number> {
  const alerts = await db()
    .select()
    .from(slotAlerts)
    .where(and(isNull(slotAlerts.notifiedAt), gt(slotAlerts.startsAt, ctx.now)))
    .orderBy(asc(slotAlerts.startsAt));
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
  const alike = groupBy(alerts, (alert) => keyOf(wishOf(alert)));
  let told = 0;
  for (const group of alike.values()) {
    const [first] = group;
    if (first && (await isBookable(ctx, wishOf(first)))) told += await close(group);
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

async function isBookable(ctx: Context, wish: Wish): Promise<boolean> {
  const place = await findCity(wish.city);
  if (!place) return false;
  const startsMs = wish.startsAt.getTime();
  const wanted = {
    city: place.city,
    date: localDateOf(startsMs, place.timeZone),
    time: localTime(startsMs, place.timeZone),
    duration: wish.durationMinutes,
    withinMinutes: 0,
    page: 1,
    pageSize: 1,
  };
  if ((await searchCourts(ctx, wanted, wish)).count === 0) return false;
  const clubIds = (await clubsIn(wish.city)).map(({ id }) => id);
  return !(await mayBeTakenBack(clubIds, wish));
}

async function close(alerts: readonly Alert[]): Promise<number> {
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
