import { asc, isNull } from 'drizzle-orm';
import { db, sql } from '@/db';
import { categories, clubs, courts, openingHours, priceRules, specialDays } from '@/db/schema';
import { notFound } from '@/lib/core/errors';
import { groupBy } from '@/lib/core/group-by';
import { plainId } from '@/lib/core/input/plain-number';
import { log } from '@/lib/core/log';

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

export type Catalogue = {
  /** Those that the public may see, by name. The maps have the others too. */
  clubs: readonly Club[];
  byId: ReadonlyMap<number, Club>;
  bySlug: ReadonlyMap<string, Club>;
  byCourt: ReadonlyMap<number, { club: Club; court: Court }>;
};

/** How long a copy is trusted when no notification can be heard. */
const MAX_AGE_MS = 30_000;

type Held = {
  version: number;
  loading: Promise<Catalogue> | undefined;
  loadedAt: number;
  listening: boolean;
};

const shared = globalThis as typeof globalThis & { pistaCatalogue?: Held };
function held(): Held {
  shared.pistaCatalogue ??= { version: 0, loading: undefined, loadedAt: 0, listening: false };
  return shared.pistaCatalogue;
}

/**
 * Every club that is not deleted, from this process's memory. The copy is dropped at once when any process changes a
 * club, court, hour or price rule (NOTIFY catalogue), and after 30 seconds in any case.
 */
export async function catalogue(): Promise<Catalogue> {
  const state = held();
  listenForChanges(state);
  if (!state.loading || Date.now() - state.loadedAt > MAX_AGE_MS) {
    state.loadedAt = Date.now();
    state.loading = load();
    state.loading.catch(dropCatalogue);
  }
  const version = state.version;
  const loaded = await state.loading;
  return version === state.version ? loaded : catalogue();
}

/** Drops this process's copy, so that a writer reads its own change. */
export function dropCatalogue(): void {
  const state = held();
  state.version += 1;
  state.loading = undefined;
}

/** @throws AppError not_found for an unknown or deleted club; accepts an id or a slug */
export async function getClub(idOrSlug: number | string): Promise<Club> {
  const { byId, bySlug } = await catalogue();
  const id = plainId.safeParse(idOrSlug).data;
  const club = (id === undefined ? undefined : byId.get(id)) ?? bySlug.get(String(idOrSlug));
  if (!club) throw notFound('club');
  return club;
}

/** @throws AppError not_found for an unknown or inactive court */
export async function getCourt(id: number): Promise<{ club: Club; court: Court }> {
  const found = (await catalogue()).byCourt.get(id);
  if (!found) throw notFound('court');
  return found;
}

/** The courts that a club sells, and this one even when it is no longer sold. */
export async function courtsBeside(court: Court): Promise<readonly Court[]> {
  const sold = (await catalogue()).byId.get(court.clubId)?.courts ?? [];
  return sold.some(({ id }) => id === court.id) ? sold : [...sold, court];
}

/** Null once the club is deleted. */
export const findClub = async (id: number): Promise<Club | null> => (await catalogue()).byId.get(id) ?? null;

function listenForChanges(state: Held): void {
  if (state.listening) return;
  state.listening = true;
  // The second callback also runs after a reconnect, when notifications may have been missed.
  sql()
    .listen('catalogue', dropCatalogue, dropCatalogue)
    .catch((error: unknown) => {
      state.listening = false;
      log().warn({ err: error }, 'catalogue: cannot listen for changes, copies live 30 s');
    });
}

/** Whether the public may see a club: it was published, or the outside directory names it. */
export const isListed = ({ publishedAt, externalId }: Pick<ClubRow, 'publishedAt' | 'externalId'>) =>
  publishedAt !== null || externalId !== null;

/** The dates among special days that are public holidays. */
const holidaysOf = (days: readonly SpecialDay[]): ReadonlySet<string> =>
  new Set(days.flatMap(({ date, holiday }) => (holiday ? date : [])));

async function load(): Promise<Catalogue> {
  const [clubRows, courtRows, hourRows, dayRows, ruleRows, categoryRows] = await Promise.all([
    db().select().from(clubs).where(isNull(clubs.deletedAt)).orderBy(asc(clubs.name)),
    db().select().from(courts).where(isNull(courts.deactivatedAt)).orderBy(asc(courts.position)),
    db().select().from(openingHours).orderBy(asc(openingHours.weekday), asc(openingHours.opensMinute)),
    db().select().from(specialDays).orderBy(asc(specialDays.date)),
    db().select().from(priceRules).where(isNull(priceRules.archivedAt)).orderBy(asc(priceRules.position)),
    db().select().from(categories).where(isNull(categories.archivedAt)).orderBy(asc(categories.position)),
  ]);
  const courtsOf = groupBy(courtRows, (row) => row.clubId);
  const hoursOf = groupBy(hourRows, (row) => row.clubId);
  const daysOf = groupBy(dayRows, (row) => row.clubId);
  const rulesOf = groupBy(ruleRows, (row) => row.clubId);
  const categoriesOf = groupBy(categoryRows, (row) => row.clubId);
  const all = clubRows.map((row) => {
    const days = daysOf.get(row.id) ?? [];
    return {
      ...row,
      courts: courtsOf.get(row.id) ?? [],
      openingHours: hoursOf.get(row.id) ?? [],
      specialDays: days,
      holidays: holidaysOf(days),
      priceRules: rulesOf.get(row.id) ?? [],
      categories: categoriesOf.get(row.id) ?? [],
    };
  });
  return {
    clubs: all.filter(isListed),
    byId: new Map(all.map((club) => [club.id, club])),
    bySlug: new Map(all.map((club) => [club.slug, club])),
    byCourt: new Map(all.flatMap((club) => club.courts.map((court) => [court.id, { club, court }]))),
  };
}
