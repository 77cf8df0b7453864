import { and, eq, gt, inArray, lt } from 'drizzle-orm';
import { db } from '@/db';
import { OCCUPYING, reservations } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import type { Context } from '@/lib/core/context';
import { groupBy } from '@/lib/core/group-by';
import {
  addDays,
  dayBounds,
  HOUR_MS,
  type LocalDate,
  localDateOf,
  MINUTE_MS,
  type TimeRange,
} from '@/lib/core/time';
import { listBusy } from './busy';
import { type Buyer, categoryAt, readBuyer } from './buyer';
import { listOwnGames } from './list-own-games';
import { listStartsOn } from './list-starts-on';
import { priceOf } from './offer';
import { openWindows } from './open-day';
import { type Quota, quotaOf } from './quota';
import { horizonOf, isOnSale, lastDateOnSale } from './slots';

/** Why a day has no start, and the nearest later day that has one, where it was searched for. */
export type EmptyDayReason =
  /** None of the clubs sells online at present. */
  | { kind: 'paused' }
  | { kind: 'past' }
  /** It is sold to the asking person from the local date `onSaleFrom` on, at the club's minute where it has one. */
  | { kind: 'not_yet_sold'; onSaleFrom: LocalDate; releaseMinute: number | null }
  /** `reason` is the club's text. Null when its week has no hours for that day. */
  | { kind: 'closed'; reason: string | null; nextDate: LocalDate | null }
  /** Free starts are left, but a limit of their category keeps them from the asking person. */
  | { kind: 'quota'; quota: Quota }
  | { kind: 'full'; nextDate: LocalDate | null };

type Wanted = {
  date: LocalDate;
  durationMinutes: number;
  /** The limit that took the last starts of the day away. */
  quota?: Quota | null;
};

/** How many days on the next start is looked for. */
const DAYS_AHEAD = 21;

/** Why none of these clubs has a start of that length on a date for the actor. Those on sale must have courts. */
export async function explainEmptyDay(
  ctx: Context,
  clubs: readonly Club[],
  { date, durationMinutes, quota = null }: Wanted,
): Promise<EmptyDayReason> {
  if (quota) return { kind: 'quota', quota };
  const { now } = ctx;
  if (!clubs.some(isOnSale)) return { kind: 'paused' };
  if (clubs.every((club) => date < today(club, now))) return { kind: 'past' };
  const buyer = await readBuyer(ctx);
  const notYet = whenSold(clubs, buyer, date, now);
  if (notYet) return { kind: 'not_yet_sold', ...notYet };
  const [closed, nextDate] = await Promise.all([
    whyClosed(ctx, clubs, date),
    findNextDate(clubs, buyer, { date, durationMinutes }, now),
  ]);
  return closed ? { kind: 'closed', ...closed, nextDate } : { kind: 'full', nextDate };
}

const today = (club: Club, now: Date): LocalDate => localDateOf(now.getTime(), club.timeZone);

/** When the first of the clubs begins to sell the date. Null once one of them does. */
function whenSold(clubs: readonly Club[], buyer: Buyer, date: LocalDate, now: Date) {
  const isAhead = (club: Club) => date > lastDateOnSale(club, now.getTime(), categoryAt(buyer, club.id));
  if (!clubs.every(isAhead)) return null;
  const [first] = clubs
    .map((club) => ({
      onSaleFrom: addDays(date, -horizonOf(club, categoryAt(buyer, club.id))),
      releaseMinute: club.releaseMinute,
    }))
    .sort(
      (a, b) => a.onSaleFrom.localeCompare(b.onSaleFrom) || (a.releaseMinute ?? 0) - (b.releaseMinute ?? 0),
    );
  return first ?? null;
}

/** Null unless every club is closed all day. The reason is the first that a club gave. */
async function whyClosed(
  { locale }: Context,
  clubs: readonly Club[],
  date: LocalDate,
): Promise<{ reason: string | null } | null> {
  const open = clubs.filter((club) => openWindows(club, date).length > 0);
  const closures = await listClosures(open, date);
  const shut = (club: Club) =>
    club.courts
      .filter((court) => isSoldOn(court, date))
      .every(({ id }) => coversAll(openWindows(club, date), closures.get(id) ?? []));
  if (!open.every(shut)) return null;
  const namesOfDay = clubs.flatMap(({ specialDays }) => specialDays.filter((day) => day.date === date));
  const reasons = [
    ...[...closures.values()].flat().map(({ note }) => note),
    ...namesOfDay.map(({ name }) => name?.[locale] ?? null),
  ];
  return { reason: reasons.find((note) => note !== null) ?? null };
}

type Closure = TimeRange & { note: string | null };

/** Closures by court. Notes of blocks and of maintenance are for staff and left out. */
async function listClosures(clubs: readonly Club[], date: LocalDate): Promise<Map<number, Closure[]>> {
  const courtIds = clubs.flatMap((club) => club.courts.map(({ id }) => id));
  if (courtIds.length === 0) return new Map();
  const rows = await db()
    .select()
    .from(reservations)
    .where(
      and(
        eq(reservations.kind, 'closure'),
        inArray(reservations.status, [...OCCUPYING]),
        inArray(reservations.courtId, courtIds),
        lt(reservations.startsAt, new Date(Math.max(...clubs.map((club) => endOf(club, date))))),
        gt(
          reservations.endsAt,
          new Date(Math.min(...clubs.map((club) => dayBounds(date, club.timeZone).startsAt))),
        ),
      ),
    );
  const byCourt = groupBy(rows, (row) => row.courtId);
  return new Map(
    [...byCourt].map(([id, ofCourt]) => [
      id,
      ofCourt.map(({ startsAt, endsAt, note }) => ({
        startsAt: startsAt.getTime(),
        endsAt: endsAt.getTime(),
        note,
      })),
    ]),
  );
}

/** Windows that open on a date may close after its midnight. */
const endOf = (club: Club, date: LocalDate): number =>
  Math.max(dayBounds(date, club.timeZone).endsAt, ...openWindows(club, date).map((window) => window.endsAt));

const coversAll = (windows: readonly TimeRange[], closures: readonly TimeRange[]): boolean =>
  windows.every((window) => closures.some((c) => c.startsAt <= window.startsAt && window.endsAt <= c.endsAt));

/** The first of the following days on which a club has a start that the person may book. */
async function findNextDate(
  clubs: readonly Club[],
  buyer: Buyer,
  { date, durationMinutes }: Omit<Wanted, 'quota'>,
  now: Date,
): Promise<LocalDate | null> {
  const nowMs = now.getTime();
  const from = Math.min(...clubs.map((club) => dayBounds(date, club.timeZone).startsAt));
  const until = Math.max(...clubs.map((club) => dayBounds(addDays(date, DAYS_AHEAD), club.timeZone).endsAt));
  const courtIds = clubs.flatMap((club) => club.courts.map(({ id }) => id));
  const [busy, games] = await Promise.all([
    listBusy(from, until + 5 * HOUR_MS, courtIds),
    listOwnGames(buyer, clubs),
  ]);
  const asking = clubs.map((club) => {
    const category = categoryAt(buyer, club.id);
    return { club, category, quotaAt: quotaOf(club, category, games.get(club.id) ?? [], nowMs) };
  });
  const hasStart = ({ club, category, quotaAt }: (typeof asking)[number], day: LocalDate): boolean =>
    club.courts.some((court) =>
      listStartsOn(club, busy.get(court.id) ?? [], day, durationMinutes, nowMs, category).some((startsAt) => {
        const endsAt = startsAt + durationMinutes * MINUTE_MS;
        const price = priceOf(club, court, { startsAt, durationMinutes, category });
        return price.ok && quotaAt({ courtId: court.id, startsAt, endsAt }) === null;
      }),
    );
  const dates = Array.from({ length: DAYS_AHEAD }, (_, index) => addDays(date, index + 1));
  return dates.find((day) => asking.some((one) => hasStart(one, day))) ?? null;
}
