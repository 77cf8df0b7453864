import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { clubs } from '@/db/schema';
import { openWindows } from '@/lib/availability/open-day';
import { getClub } from '@/lib/catalogue/catalogue';
import { notFound } from '@/lib/core/errors';
import { askedDate } from '@/lib/core/input/asked-time';
import { addDays, dayBounds, isoWithOffset, type TimeRange } from '@/lib/core/time';
import { passingJson } from './live-event-json';
import { onlyStaffReaders } from './staff-readers';

/**
 * A page's subscription: it hears when a slot of that club on those local days is taken or freed. As staff it also hears
 * which reservation of the board changed.
 */
export const subscribeSchema = z
  .strictObject({
    type: z.literal('subscribe'),
    club_id: z.int().positive().max(2_147_483_647),
    date: askedDate,
    /** How many days from the date on. */
    days: z.int().min(1).max(7).default(1),
    as: z.literal('staff').optional(),
  })
  .transform(({ club_id, as, ...rest }) => ({ ...rest, clubId: club_id, asStaff: as === 'staff' }));

const instant = z.iso.datetime({ offset: true }).transform(Date.parse);
const place = { court_id: z.int(), starts_at: instant, ends_at: instant };

/** The payload of NOTIFY slots, written by a trigger on reservations. */
const changeSchema = z.object({
  club_id: z.int(),
  ...place,
  free: z.boolean(),
  /** The place is the same: only what staff see of it changed. */
  only_details: z.boolean().default(false),
  /** Absent where only an old place is told. */
  reservation: z
    .object({ id: z.uuid(), revision: z.int(), is_shown: z.boolean(), from: z.object(place).nullable() })
    .optional(),
});

export type SlotChange = z.output<typeof changeSchema>;
export const parseSlotChange = (payload: string): SlotChange => changeSchema.parse(JSON.parse(payload));

export type SlotWatch = { clubId: number; timeZone: string; asStaff: boolean } & TimeRange;

/**
 * The days of a subscription, for staff with the hours past midnight that the board of the last day shows.
 * @throws AppError `not_found` for an unknown or deleted club, and as staff for one whose board they may not see
 */
export async function subscribeToDay(
  userId: string,
  { clubId, date, days, asStaff }: Omit<z.output<typeof subscribeSchema>, 'type'>,
): Promise<SlotWatch> {
  const [club] = await db()
    .select({ timeZone: clubs.timeZone })
    .from(clubs)
    .where(and(eq(clubs.id, clubId), isNull(clubs.deletedAt)));
  const mayRead = !asStaff || (await onlyStaffReaders([{ userId, clubId, verb: 'seePlanner' }])).length > 0;
  if (!club || !mayRead) throw notFound('club');
  const last = addDays(date, days - 1);
  const { startsAt } = dayBounds(date, club.timeZone);
  const { endsAt } = dayBounds(last, club.timeZone);
  const night = asStaff ? openWindows(await getClub(String(clubId)), last).at(-1) : undefined;
  return { clubId, asStaff, ...club, startsAt, endsAt: Math.max(endsAt, night?.endsAt ?? 0) };
}

type Place = Pick<SlotChange, 'court_id' | 'starts_at' | 'ends_at'>;

/** What a socket hears of a change. */
export function messagesOf(watch: SlotWatch, change: SlotChange) {
  if (change.club_id !== watch.clubId) return [];
  const { reservation } = change;
  const isSlot = overlaps(watch, change) && !change.only_details;
  const isOnBoard =
    overlaps(watch, change) || (reservation?.from != null && overlaps(watch, reservation.from));
  return [
    ...(isSlot ? [slotChangeJson(watch, change)] : []),
    ...(watch.asStaff && reservation && isOnBoard ? [boardChangeJson(watch, change, reservation)] : []),
  ];
}

const overlaps = (watch: SlotWatch, place: Place): boolean =>
  place.starts_at < watch.endsAt && place.ends_at > watch.startsAt;

/** It does not say who plays. */
const slotChangeJson = ({ timeZone }: SlotWatch, change: SlotChange) =>
  passingJson('slot.changed', {
    club_id: change.club_id,
    court_id: change.court_id,
    starts_at: isoWithOffset(change.starts_at, timeZone),
    ends_at: isoWithOffset(change.ends_at, timeZone),
    free: change.free,
  });

/** It does not say who plays either: the page asks for the changes of its day. */
const boardChangeJson = (
  { timeZone }: SlotWatch,
  change: SlotChange,
  { id, revision, is_shown, from }: NonNullable<SlotChange['reservation']>,
) =>
  passingJson('planner.changed', {
    reservation_id: id,
    from: from && placeJson(timeZone, from),
    to: is_shown ? placeJson(timeZone, change) : null,
    revision,
  });

const placeJson = (timeZone: string, { court_id, starts_at, ends_at }: Place) => ({
  court_id,
  starts_at: isoWithOffset(starts_at, timeZone),
  ends_at: isoWithOffset(ends_at, timeZone),
});
