import { and, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { clubs } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { emailAddress } from '@/lib/core/input/email-address';
import { keptName, keptText } from '@/lib/core/input/kept-text';
import { phoneNumber } from '@/lib/core/input/phone-number';
import { recordChange } from '@/lib/records/audit';
import { clubExtraSchema, readExtras } from './club-extras';
import { startClubChange } from './start-club-change';

const about = keptText(2_000).min(1);
const hours = z.int().min(0).max(720);

export const refundPolicySchema = z.strictObject({
  freeHours: hours,
  laterPercent: z.int().min(0).max(100),
  nothingHours: hours,
});

/** Whether a policy gives less the later a booking is cancelled. */
export const isDescending = ({ freeHours, nothingHours }: z.output<typeof refundPolicySchema>): boolean =>
  nothingHours <= freeHours;

export const clubChangesSchema = z
  .strictObject({
    name: keptName(80),
    city: keptName(80),
    address: keptName(200),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    phone: phoneNumber.nullable(),
    email: emailAddress.nullable(),
    about: z.strictObject({ es: about, en: about }),
    amenities: z.array(keptName(40)).max(30),
    /** Minutes, the durations that are sold. */
    durations: z.array(z.int().min(15).max(240)).min(1).max(8),
    /** Minutes between two starts. */
    stepMinutes: z.int().min(5).max(120),
    /** Minutes of notice before a start. */
    leadMinutes: z.int().min(0).max(10_080),
    horizonDays: z.int().min(1).max(120),
    gapRule: z.boolean(),
    holdMinutes: z.int().min(5).max(30),
    refundPolicy: refundPolicySchema.refine(isDescending, 'nothingHours may not exceed freeHours'),
    extras: z.array(clubExtraSchema).max(20),
  })
  .partial();
export type ClubChanges = z.output<typeof clubChangesSchema>;

/**
 * Changes the given facts of a club and leaves the rest. Database and cache are changed before it answers; the search
 * index follows, as the operation shows.
 * @throws AppError `not_found`, `forbidden` for staff below owner, `invalid_input` for an invalid price
 */
export async function changeClub(
  ctx: Context,
  idOrSlug: string,
  changes: ClubChanges,
): Promise<{ club: Club; operationId: string | null }> {
  const { id } = await getClub(idOrSlug);
  requireMay(ctx, id, 'changeClub');
  if (Object.values(changes).every((value) => value === undefined))
    return { club: await getClub(id), operationId: null };
  const operationId = await transaction(async (tx, after) => {
    await write(tx, ctx, id, changes);
    return startClubChange(tx, after, ctx, id);
  });
  return { club: await getClub(id), operationId };
}

async function write(tx: Tx, ctx: Context, id: number, changes: ClubChanges): Promise<void> {
  const [before] = await tx
    .select()
    .from(clubs)
    .where(and(eq(clubs.id, id), isNull(clubs.deletedAt)))
    .for('update');
  if (!before) throw notFound('club');
  const after = columnsOf(changes, before.currency);
  await tx
    .update(clubs)
    .set({ ...after, updatedAt: sql`now()` })
    .where(eq(clubs.id, id));
  await recordChange(tx, ctx, {
    entity: 'club',
    entityId: id,
    from: null,
    to: 'changed',
    asStaff: true,
    detail: { before: pick(before, Object.keys(after)), after },
  });
}

function columnsOf(changes: ClubChanges, currency: string): Record<string, unknown> {
  const { durations, extras, ...same } = changes;
  const columns = {
    ...same,
    durationsMinutes: durations && [...new Set(durations)].toSorted((a, b) => a - b),
    extras: extras && readExtras(extras, currency),
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

const pick = (row: object, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(row).filter(([key]) => keys.includes(key)));
