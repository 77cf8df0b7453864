import { isDeepStrictEqual } from 'node:util';
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db, type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { takeLock } from '@/db/locks';
import { clubs, courts, DIRECTORY_FACTS, type DirectoryFacts, KEPT_OPEN } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { groupBy } from '@/lib/core/group-by';
import { isSameTimeZone } from '@/lib/core/time';
import { recordChange } from '@/lib/records/audit';
import { type DirectoryClub, readDirectory } from '@/lib/services/directory/directory';
import { nudge, nudgeOperation } from '@/lib/services/inngest/jobs';
import { findCached, storeCached } from '@/lib/services/redis/cache';
import { deleteClub } from './delete-club';
import { type CourtRow, importCourts } from './import-courts';
import { freeSlug } from './free-slug';
import { forgetCached } from './propagate-club-change';
import { startOperation } from './start-operation';

export type ClubSync = {
  created: number;
  updated: number;
  unchanged: number;
  deactivated: number;
  /** Entries that are unreadable, come twice, or would move a club to another zone or currency. */
  errors: number;
};

type ClubRow = typeof clubs.$inferSelect;
type Known = { club: ClubRow; courts: readonly CourtRow[] };
type Outcome = 'created' | 'updated' | 'unchanged' | 'errors';

const ETAG = { key: 'directory:etag', seconds: 7 * 86_400 };

/**
 * Copies the outside directory: names, places and courts, but no fact that a club's staff decided. A club it calls
 * closed is deleted, unless its staff opened it again since. One it no longer lists stays, and a new one sells nothing until it has hours and prices.
 * @throws AppError `forbidden`, `service_unavailable` while the directory is away, with nothing changed
 */
export async function syncClubs(ctx: Context): Promise<ClubSync> {
  if (ctx.actor.kind !== 'system') requireOperator(ctx);
  const directory = await readDirectory(await findCached(ETAG.key, z.string()));
  if (!directory.changed) {
    return { created: 0, updated: 0, unchanged: await countListed(), deactivated: 0, errors: 0 };
  }
  const { counts, closed } = await transaction((tx, after) => takeOver(tx, after, ctx, directory.clubs));
  for (const clubId of closed) await deleteClub(ctx, String(clubId));
  const errors = counts.errors + directory.errors;
  if (directory.etag !== null && errors === 0) await storeCached(ETAG.key, directory.etag, ETAG.seconds);
  return { ...counts, deactivated: closed.length, errors };
}

const countListed = () => db().$count(clubs, and(isNotNull(clubs.externalId), isNull(clubs.deletedAt)));

async function takeOver(tx: Tx, after: After, ctx: Context, listed: readonly DirectoryClub[]) {
  await takeLock(tx, 'directory');
  const known = await readKnown(tx);
  const counts = { created: 0, updated: 0, unchanged: 0, errors: 0 };
  const closed: number[] = [];
  const seen = new Set<string>();
  for (const entry of listed) {
    const ours = known.get(entry.id);
    if (seen.has(entry.id)) counts.errors += 1;
    else if (ours && isClosedBy(entry, ours)) closed.push(ours.club.id);
    else counts[await takeOne(tx, ctx, entry, ours)] += 1;
    seen.add(entry.id);
  }
  if (counts.created + counts.updated > 0) {
    const operationId = await startOperation(tx, ctx, {
      kind: 'clubs_synced',
      objectId: 'directory',
      services: ['database', 'cache', 'search'],
    });
    after(() => forgetCached(operationId, null));
    after(nudge, nudgeOperation(operationId));
  }
  return { counts, closed };
}

/** Staff may have opened it again since. */
const isClosedBy = ({ active }: DirectoryClub, { club }: Known): boolean =>
  !active && club.deletedAt === null && !club.staffEdited.includes(KEPT_OPEN);

async function readKnown(tx: Tx): Promise<Map<string, Known>> {
  const rows = await tx.select().from(clubs).where(isNotNull(clubs.externalId)).for('update');
  const courtsOf = groupBy(await tx.select().from(courts), (court) => court.clubId);
  return new Map(
    rows.map((club) => [club.externalId ?? '', { club, courts: courtsOf.get(club.id) ?? [] }] as const),
  );
}

async function takeOne(
  tx: Tx,
  ctx: Context,
  entry: DirectoryClub,
  ours: Known | undefined,
): Promise<Outcome> {
  if (!ours) return entry.active ? create(tx, ctx, entry) : 'unchanged';
  const { club } = ours;
  if (club.deletedAt !== null) return 'unchanged';
  if (!isSameTimeZone(club.timeZone, entry.time_zone) || club.currency !== entry.currency) return 'errors';
  const facts = factsOf(entry);
  const changes = DIRECTORY_FACTS.filter(
    (fact) => facts[fact] !== club[fact] && !club.staffEdited.includes(fact),
  );
  const courtsChanged = await importCourts(tx, ctx, club.id, ours.courts, entry.courts);
  if (!isDeepStrictEqual(facts, club.directoryFacts)) await keepFacts(tx, club.id, facts);
  if (entry.active && club.staffEdited.includes(KEPT_OPEN)) await dropKeptOpen(tx, club.id);
  if (changes.length === 0 && !courtsChanged) return 'unchanged';
  const taken = Object.fromEntries(changes.map((fact) => [fact, facts[fact]]));
  await tx
    .update(clubs)
    .set({
      ...taken,
      ...(changes.length > 0 && { revision: sql`${clubs.revision} + 1` }),
      updatedAt: sql`now()`,
    })
    .where(eq(clubs.id, club.id));
  const detail = { source: 'directory', after: taken, courts: courtsChanged };
  await recordChange(tx, ctx, { entity: 'club', entityId: club.id, from: null, to: 'changed', detail });
  return 'updated';
}

/** Beside those of the staff, who see both. */
const keepFacts = (tx: Tx, clubId: number, directoryFacts: DirectoryFacts) =>
  tx.update(clubs).set({ directoryFacts }).where(eq(clubs.id, clubId));

/** What the directory calls open it may close again. */
const dropKeptOpen = (tx: Tx, clubId: number) =>
  tx
    .update(clubs)
    .set({ staffEdited: sql`array_remove(${clubs.staffEdited}, ${KEPT_OPEN})` })
    .where(eq(clubs.id, clubId));

const factsOf = ({
  name,
  city,
  country,
  address,
  latitude,
  longitude,
  phone,
}: DirectoryClub): DirectoryFacts => ({
  name,
  city,
  country,
  address,
  latitude,
  longitude,
  phone,
});

async function create(tx: Tx, ctx: Context, entry: DirectoryClub): Promise<Outcome> {
  const [club] = await tx
    .insert(clubs)
    .values({
      ...factsOf(entry),
      directoryFacts: factsOf(entry),
      externalId: entry.id,
      slug: await freeSlug(tx, `${entry.name} ${entry.city}`),
      timeZone: entry.time_zone,
      currency: entry.currency,
      about: { es: '', en: '' },
      durationsMinutes: [60, 90, 120],
    })
    .returning({ id: clubs.id });
  if (!club) throw new Error('an insert always answers its row');
  await importCourts(tx, ctx, club.id, [], entry.courts);
  await recordChange(tx, ctx, {
    entity: 'club',
    entityId: club.id,
    from: null,
    to: 'active',
    detail: { source: 'directory', external_id: entry.id },
  });
  return 'created';
}
