import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { clubs } from '@/db/schema';
import { notFound } from '@/lib/core/errors';
import { askedDate } from '@/lib/core/input/asked-time';
import { dayBounds, isoWithOffset, type TimeRange } from '@/lib/core/time';
import { passingJson } from './live-event-json';

/** A page's subscription: it hears when a slot of that club on that local day is taken or freed. */
export const subscribeSchema = z
  .strictObject({
    type: z.literal('subscribe'),
    club_id: z.int().positive().max(2_147_483_647),
    date: askedDate,
  })
  .transform(({ club_id, date }) => ({ clubId: club_id, date }));

/** The payload of NOTIFY slots, written by a trigger on reservations. */
const changeSchema = z.object({
  club_id: z.int(),
  court_id: z.int(),
  starts_at: z.iso.datetime({ offset: true }).transform(Date.parse),
  ends_at: z.iso.datetime({ offset: true }).transform(Date.parse),
  free: z.boolean(),
});

export type SlotChange = z.output<typeof changeSchema>;
export const parseSlotChange = (payload: string): SlotChange => changeSchema.parse(JSON.parse(payload));

export type SlotWatch = { clubId: number; timeZone: string } & TimeRange;

/** @throws AppError `not_found` for an unknown or deleted club */
export async function subscribeToDay({ clubId, date }: z.output<typeof subscribeSchema>): Promise<SlotWatch> {
  const [club] = await db()
    .select({ timeZone: clubs.timeZone })
    .from(clubs)
    .where(and(eq(clubs.id, clubId), isNull(clubs.deletedAt)));
  if (!club) throw notFound('club');
  return { clubId, ...club, ...dayBounds(date, club.timeZone) };
}

export const concerns = (watch: SlotWatch, change: SlotChange): boolean =>
  change.club_id === watch.clubId && change.starts_at < watch.endsAt && change.ends_at > watch.startsAt;

/** It does not say who plays. */
export const slotChangeJson = ({ timeZone }: SlotWatch, change: SlotChange) =>
  passingJson('slot.changed', {
    club_id: change.club_id,
    court_id: change.court_id,
    starts_at: isoWithOffset(change.starts_at, timeZone),
    ends_at: isoWithOffset(change.ends_at, timeZone),
    free: change.free,
  });
