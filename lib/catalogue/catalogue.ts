import { and, asc, inArray, isNull, sql as raw } from 'drizzle-orm';
import { db, sql } from '@/db';
import { builtQuery } from '@/db/built-query';
import { categories, clubs, courts, openingHours, priceRules, specialDays } from '@/db/schema';
import { notFound } from '@/lib/core/errors';
import { foldText } from '@/lib/core/input/fold-text';
import { plainId } from '@/lib/core/input/plain-number';
import { Kept } from '@/lib/core/kept';
import { log } from '@/lib/core/log';
import { loadComparedIds, loadIdsIn, loadOverview, type Overview } from './load-listing';

type ClubRow = typeof clubs.$inferSelect;
export type Court = Readonly<typeof courts.$inferSelect>;
export type OpeningHours = Readonly<typeof openingHours.$inferSelect>;
export type PriceRuleRow = Readonly<typeof priceRules.$inferSelect>;
export type SpecialDay = Readonly<typeof specialDays.$inferSelect>;
export type Category = Readonly<typeof categories.$inferSelect>;

/** A club with all that decides what it sells: active courts, hours, price rules and categories, each in order. */
export type Club = Readonly<ClubRow> & {
  courts: readonly Court[];
  openingHours: readonly OpeningHours[];
  specialDays: readonly SpecialDay[];
  /** The special days that are public holidays. */
  holidays: ReadonlySet<string>;
  priceRules: readonly PriceRuleRow[];
  categories: readonly Category[];
};

/** How long a copy is trusted when no notification can be heard. */
const MAX_AGE_MS = 30_000;

/** Rows of clubs and of what belongs to them, some 0.4 KB each where texts are short. */
const MOST_ROWS = 100_000;
/** Ids by slug, by court and by city, some 100 bytes each. */
const MOST_IDS = 50_000;

type Memory = {
  clubs: Kept<number, Club>;
  /** A slug and a court never change their club. */
  idOfSlug: Kept<string, number>;
  idOfCourt: Kept<number, number>;
  /** By folded name. */
  idsInCity: Kept<string, readonly number[]>;
  comparedIds: Kept<'all', readonly number[]>;
  overview: Kept<'all', Overview>;
  isListening: boolean;
};

// Next loads this module once per bundle, and one process needs one copy.
const shared = globalThis as typeof globalThis & { pistaCatalogue?: Memory };

/**
 * What this process remembers. Each part is forgotten when any process changes it (NOTIFY catalogue), and after 30
 * seconds in any case.
 */
function known(): Memory {
  const remembered = memory();
  listenForChanges(remembered);
  return remembered;
}

function memory(): Memory {
  shared.pistaCatalogue ??= {
    clubs: new Kept({ load: loadClubs, maxAgeMs: MAX_AGE_MS, maxWeight: MOST_ROWS, weigh: countRows }),
    idOfSlug: keptIds(loadIdsBySlug, () => 1),
    idOfCourt: keptIds(loadIdsByCourt, () => 1),
    idsInCity: keptIds(loadIdsIn, (ids) => ids.length),
    comparedIds: keptOne(loadComparedIds),
    overview: keptOne(loadOverview),
    isListening: false,
  };
  return shared.pistaCatalogue;
}

const keptIds = <Key, Value extends NonNullable<unknown>>(
  load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
  weigh: (value: Value) => number,
) => new Kept<Key, Value>({ load, maxAgeMs: MAX_AGE_MS, maxWeight: MOST_IDS, weigh });

const keptOne = <Value extends NonNullable<unknown>>(load: () => Promise<Value>) =>
  new Kept<'all', Value>({
    load: async () => new Map([['all' as const, await load()]]),
    maxAgeMs: MAX_AGE_MS,
    maxWeight: 1,
    weigh: () => 1,
  });

function listenForChanges(state: Memory): void {
  if (state.isListening) return;
  state.isListening = true;
  // The second callback also runs after a reconnect, when notifications may have been missed.
  sql()
    .listen('catalogue', hearChange, dropCatalogue)
    .catch((error: unknown) => {
      state.isListening = false;
      log().warn({ err: error }, 'catalogue: cannot listen for changes, copies live 30 s');
    });
}

/** @param changed the id of a club, or `listing`; anything else may mean all of it */
function hearChange(changed: string): void {
  const clubId = plainId.safeParse(changed).data;
  if (clubId !== undefined) memory().clubs.drop(clubId);
  else if (changed === 'listing') dropListing();
  else dropCatalogue();
}

/** Forgets a club and the cities' clubs, so that a writer reads its own change. */
export function dropClub(id: number): void {
  memory().clubs.drop(id);
  memory().idsInCity.dropAll();
}

function dropListing(): void {
  const { idsInCity, comparedIds, overview } = memory();
  for (const part of [idsInCity, comparedIds, overview]) part.dropAll();
}

/** Forgets everything that this process remembers of clubs. */
export function dropCatalogue(): void {
  const { clubs, idOfSlug, idOfCourt } = memory();
  for (const part of [clubs, idOfSlug, idOfCourt]) part.dropAll();
  dropListing();
}

/** @throws AppError not_found for an unknown or deleted club; accepts an id or a slug */
export async function getClub(idOrSlug: number | string): Promise<Club> {
  const club = (await findByNumber(idOrSlug)) ?? (await findBySlug(String(idOrSlug)));
  if (!club) throw notFound('club');
  return club;
}

async function findByNumber(idOrSlug: number | string): Promise<Club | null> {
  const id = plainId.safeParse(idOrSlug).data;
  return id === undefined ? null : findClub(id);
}

/** As `slugOf` makes them. */
const SLUG = /^[a-z0-9-]+$/;

async function findBySlug(slug: string): Promise<Club | null> {
  if (!SLUG.test(slug)) return null;
  const id = await known().idOfSlug.get(slug);
  return id === undefined ? null : findClub(id);
}

/** Null for an unknown or deleted one. */
export const findClub = async (id: number): Promise<Club | null> => (await known().clubs.get(id)) ?? null;

/** Those of the clubs that are not deleted, by id and in the order of the ids. */
export const findClubs = (ids: readonly number[]): Promise<ReadonlyMap<number, Club>> =>
  known().clubs.getMany(ids);

/** @throws AppError not_found for an unknown or inactive court */
export async function getCourt(id: number): Promise<{ club: Club; court: Court }> {
  const clubId = await known().idOfCourt.get(id);
  const club = clubId === undefined ? null : await findClub(clubId);
  const court = club?.courts.find((one) => one.id === id);
  if (!club || !court) throw notFound('court');
  return { club, court };
}

/** The courts that a club sells, and this one even when it is no longer sold. */
export async function courtsBeside(court: Court): Promise<readonly Court[]> {
  const sold = (await findClub(court.clubId))?.courts ?? [];
  return sold.some(({ id }) => id === court.id) ? sold : [...sold, court];
}

/** The listed clubs of a city, however it is written (`foldText`), by name. */
export async function clubsIn(city: string): Promise<readonly Club[]> {
  const ids = await known().idsInCity.get(foldText(city));
  return ids === undefined ? [] : listedOf(ids);
}

/** The clubs that stand for all where neither a city nor a place is asked for, the most booked first. */
export const comparedClubs = async (): Promise<readonly Club[]> => listedOf(await comparedIds());

/** Their ids. */
export async function comparedIds(): Promise<readonly number[]> {
  return (await known().comparedIds.get('all')) ?? [];
}

/** Those of the clubs that are listed, in the order of the ids. */
export async function listedOf(ids: readonly number[]): Promise<Club[]> {
  return [...(await findClubs(ids)).values()].filter(isListed);
}

/** How many clubs are listed, and where. */
export async function readOverview(): Promise<Overview> {
  return (await known().overview.get('all')) ?? { clubs: 0, cities: [] };
}

/** Whether the public may see a club: it was published, or the outside directory names it. */
export const isListed = ({ publishedAt, externalId }: Pick<ClubRow, 'publishedAt' | 'externalId'>) =>
  publishedAt !== null || externalId !== null;

/** Whether a column of the type integer could have it. */
const isStorable = (id: number) => id < 2 ** 31;

async function loadClubs(ids: readonly number[]): Promise<Map<number, Club>> {
  const rows = await clubsQuery().execute({ ids: ids.filter(isStorable) });
  return new Map(rows.map((row) => [row.id, { ...row, holidays: holidaysOf(row.specialDays) }]));
}

const clubsQuery = builtQuery((on) =>
  on.query.clubs
    .findMany({
      where: and(raw`${clubs.id} = any(${raw.placeholder('ids')}::int[])`, isNull(clubs.deletedAt)),
      with: {
        courts: { where: isNull(courts.deactivatedAt), orderBy: asc(courts.position) },
        openingHours: { orderBy: [asc(openingHours.weekday), asc(openingHours.opensMinute)] },
        specialDays: { orderBy: asc(specialDays.date) },
        priceRules: { where: isNull(priceRules.archivedAt), orderBy: asc(priceRules.position) },
        categories: { where: isNull(categories.archivedAt), orderBy: asc(categories.position) },
      },
    })
    .prepare('clubs'),
);

/** The dates among special days that are public holidays. */
const holidaysOf = (days: readonly SpecialDay[]): ReadonlySet<string> =>
  new Set(days.flatMap(({ date, holiday }) => (holiday ? date : [])));

const countRows = (club: Club): number =>
  1 +
  club.courts.length +
  club.openingHours.length +
  club.specialDays.length +
  club.priceRules.length +
  club.categories.length;

async function loadIdsBySlug(slugs: readonly string[]): Promise<Map<string, number>> {
  const rows = await db()
    .select({ slug: clubs.slug, id: clubs.id })
    .from(clubs)
    .where(inArray(clubs.slug, [...slugs]));
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}

async function loadIdsByCourt(courtIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await db()
    .select({ courtId: courts.id, id: courts.clubId })
    .from(courts)
    .where(inArray(courts.id, courtIds.filter(isStorable)));
  return new Map(rows.map(({ courtId, id }) => [courtId, id]));
}
