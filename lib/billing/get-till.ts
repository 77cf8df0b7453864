import { and, asc, eq, gt, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { db } from '@/db';
import { dues, tillEntries, tillShifts, users } from '@/db/schema';
import { may, requireActor, requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { localDateOf } from '@/lib/core/time';
import { IS_OPEN } from '@/lib/ledger/open-due';
import { readDues, type ShownDue } from './read-dues';
import { type EntryFilters, entriesOfDay, entriesWith } from './list-till-entries';
import { readEntries, type ShownEntry } from './read-entries';
import { type OnlineSum, readOnline } from './read-online';
import { type MethodSum, readShifts, type ShiftReport, sumsOf } from './shifts/read-shifts';

/** A till that is open. `report` is null for who may not see what is in it. */
export type OpenTill = Pick<ShiftReport, 'id' | 'name' | 'openedAt' | 'openedByName'> & {
  report: ShiftReport | null;
  isOwn: boolean;
  mayClose: boolean;
};

/** What is owed in one direction, in minor units above 0, with the oldest ones. */
export type Owing = { minor: number; count: number; oldest: readonly ShownDue[] };

/** The money of a club's desk today, as far as its reader may see it. */
export type Till = {
  club: Club;
  open: readonly OpenTill[];
  lastClosed: ShiftReport | null;
  /** Today's, as far as the filters find them. */
  entries: readonly ShownEntry[];
  /** Who took money today, by any way. */
  takers: readonly { id: string; name: string | null }[];
  /** Null for who may not see all of the money. */
  online: OnlineSum | null;
  /** Of today's entries, whichever till they went into. */
  sums: readonly MethodSum[];
  /** By customers, and by the club. */
  owed: Owing;
  owing: Owing;
};

/** More of a day than a page shows at once is read by the list of entries. */
const SHOWN = 200;
const DUES_SHOWN = 50;

/**
 * The tills of a club that are open, today's entries and what is owed.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function getTill(ctx: Context, clubIdOrSlug: string, filters: EntryFilters = {}): Promise<Till> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seeOwnShift');
  const ofClub = eq(tillShifts.clubId, club.id);
  const seesAll = may(ctx.actor, club.id, 'seeMoney');
  const { userId } = requireActor(ctx);
  const own = seesAll ? undefined : eq(tillShifts.openedBy, userId);
  const date = localDateOf(ctx.now.getTime(), club.timeZone);
  const today = entriesOfDay(ctx, club, date);
  const [open, [lastClosed], entries, takers, online, sums, owed, owing] = await Promise.all([
    readShifts(db(), and(ofClub, isNull(tillShifts.closedAt)), { limit: 20, offset: 0 }),
    readShifts(db(), and(ofClub, own, isNotNull(tillShifts.closedAt)), { limit: 1, offset: 0 }),
    readEntries(db(), and(today, entriesWith(filters)), { limit: SHOWN, offset: 0 }),
    readTakers(today),
    seesAll ? readOnline(club, date) : null,
    sumsOf(db(), today),
    owingOf(club.id, 'customers'),
    owingOf(club.id, 'club'),
  ]);
  const mayCloseAny = may(ctx.actor, club.id, 'correctShift');
  const mayCloseOwn = may(ctx.actor, club.id, 'closeOwnShift');
  return {
    club,
    open: open.map((shift) => {
      const isOwn = shift.openedBy === userId;
      const { id, name, openedAt, openedByName } = shift;
      const mayClose = mayCloseAny || (isOwn && mayCloseOwn);
      return { id, name, openedAt, openedByName, isOwn, mayClose, report: seesAll || isOwn ? shift : null };
    }),
    lastClosed: lastClosed ?? null,
    entries,
    takers,
    online,
    sums,
    owed,
    owing,
  };
}

const readTakers = (where: SQL | undefined) =>
  db()
    .selectDistinct({ id: users.id, name: users.name })
    .from(tillEntries)
    .innerJoin(users, eq(users.id, tillEntries.takenBy))
    .where(where)
    .orderBy(asc(users.name));

async function owingOf(clubId: number, by: 'customers' | 'club'): Promise<Owing> {
  const where = and(
    eq(dues.clubId, clubId),
    IS_OPEN,
    by === 'customers' ? gt(dues.amountMinor, 0) : lt(dues.amountMinor, 0),
  );
  const [[total], oldest] = await Promise.all([
    db()
      .select({
        minor: sql<number>`coalesce(abs(sum(${dues.amountMinor})), 0)::int`,
        count: sql<number>`count(*)::int`,
      })
      .from(dues)
      .where(where),
    readDues(db(), where, { limit: DUES_SHOWN, offset: 0 }),
  ]);
  return { minor: total?.minor ?? 0, count: total?.count ?? 0, oldest };
}
