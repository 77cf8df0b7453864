import { v7 } from 'uuid';
import type { Tx } from '@/db';
import { audit, reservations } from '@/db/schema';
import { priceOf } from '@/lib/availability/offer';
import { type Busy, listStarts } from '@/lib/availability/slots';
import type { Club } from '@/lib/catalogue/catalogue';
import { addDays, localDateOf, MINUTE_MS } from '@/lib/core/time';

const PLAYED_MINUTES = 90;

/** Somebody who is about to pay: a hold that runs from `now` on, on the first day with a free court. */
export async function insertHold(
  tx: Tx,
  club: Club,
  busyOf: ReadonlyMap<number, readonly Busy[]>,
  userId: string,
  now: Date,
): Promise<void> {
  const place = findPlace(club, busyOf, now.getTime());
  if (!place) return;
  const { court, startsAt } = place;
  const price = priceOf(club, court, { startsAt, durationMinutes: PLAYED_MINUTES, category: null });
  if (!price.ok) throw new Error(`${club.name} has no price for one of its hours`);
  const id = v7();
  await tx.insert(reservations).values({
    id,
    clubId: club.id,
    courtId: court.id,
    userId,
    status: 'payment_pending',
    startsAt: new Date(startsAt),
    endsAt: new Date(startsAt + PLAYED_MINUTES * MINUTE_MS),
    priceMinor: price.priceMinor,
    listPriceMinor: price.priceMinor,
    currency: club.currency,
    priceBreakdown: price.lines,
    refundPolicy: club.refundPolicy,
    holdExpiresAt: new Date(now.getTime() + club.holdMinutes * MINUTE_MS),
    createdAt: now,
    updatedAt: now,
  });
  const held = { entity: 'reservation', entityId: id, fromState: null, toState: 'payment_pending' } as const;
  await tx.insert(audit).values({ ...held, actor: `user:${userId}`, at: now });
}

/** The latest start of the day, since most look for the evening. */
function findPlace(club: Club, busyOf: ReadonlyMap<number, readonly Busy[]>, nowMs: number) {
  const today = localDateOf(nowMs, club.timeZone);
  const days = [today, addDays(today, 1)];
  const places = days.flatMap((date) =>
    club.courts
      .flatMap((court) =>
        listStarts(club, busyOf.get(court.id) ?? [], date, PLAYED_MINUTES, nowMs).map((startsAt) => ({
          court,
          startsAt,
        })),
      )
      .toSorted((a, b) => b.startsAt - a.startsAt),
  );
  return places[0];
}
