import { sql } from 'drizzle-orm';
import { cancelWithFullRefund } from '@/lib/cancellations/cancel-with-full-refund';
import { CLUB_DELETED } from '@/lib/clubs/finish-deletion';
import { byHand, type ConsistencyCheck, HISTORY, mend } from '@/lib/records/check-definition';
import { CANCELLABLE } from '@/lib/reservations/cancellation';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { keepCityAnew } from './repair-kept-rows';
import { takeCourtsClub } from './repair-rows';
import { settleOverlap } from './settle-overlap';

/** What must hold of courts, their bookings and their cities. */
export const COURT_CHECKS: readonly ConsistencyCheck[] = [
  {
    id: 'I01',
    type: 'reservation_overlap',
    means: 'checks.reservation_overlap.means',
    rows: sql`select a.id as object_id from reservations a join reservations b
      on a.court_id = b.court_id and a.id <> b.id and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
      where a.status in ('payment_pending', 'pending', 'confirmed')
        and b.status in ('payment_pending', 'pending', 'confirmed', 'completed')
        and coalesce(a.replaces, a.id) <> coalesce(b.replaces, b.id)`,
    offer: {
      kind: 'repairs',
      repairs: [
        {
          name: 'cancel',
          does: 'checks.reservation_overlap.cancel',
          run: settleOverlap,
        },
      ],
    },
  },
  {
    id: 'I01',
    type: 'games_overlapped',
    means: 'checks.games_overlapped.means',
    rows: sql`select a.id as object_id from reservations a join reservations b
      on a.court_id = b.court_id and a.id < b.id and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
      where a.status = 'completed' and b.status = 'completed'`,
    offer: {
      kind: 'accept',
      at: HISTORY,
      advice: 'checks.games_overlapped.advice',
    },
  },
  {
    id: 'I02',
    type: 'reservation_empty_range',
    means: 'checks.reservation_empty_range.means',
    rows: sql`select id as object_id from reservations
      where starts_at is null or ends_at is null or ends_at <= starts_at`,
    offer: byHand(
      { command: `psql "$DATABASE_URL" -c "update reservations set ends_at = '…' where id = '{id}'"` },
      'checks.reservation_empty_range.advice',
    ),
  },
  {
    id: 'I09',
    type: 'hold_overdue',
    means: 'checks.hold_overdue.means',
    rows: sql`select id as object_id from reservations
      where status in ('payment_pending', 'pending') and hold_expires_at < now() - interval '2 minutes'`,
    offer: mend('checks.hold_overdue.mend', (ctx) => expireHolds(ctx)),
  },
  {
    id: 'I42',
    type: 'offer_for_other',
    means: 'checks.offer_for_other.means',
    rows: sql`select a.id as object_id from slot_alerts a join reservations r on r.id = a.offered_reservation_id
      where r.status in ('payment_pending', 'pending') and (r.user_id is distinct from a.user_id
        or r.starts_at <> a.starts_at or r.ends_at <> a.starts_at + make_interval(mins => a.duration_minutes))`,
    offer: byHand(
      {
        command: `psql "$DATABASE_URL" -c "update slot_alerts set offered_reservation_id = null where id = '{id}'"`,
      },
      'checks.offer_for_other.advice',
    ),
  },
  {
    id: 'I17',
    type: 'reservation_club_differs',
    means: 'checks.reservation_club_differs.means',
    rows: sql`select r.id as object_id from reservations r join courts c on c.id = r.court_id where c.club_id <> r.club_id`,
    offer: mend('checks.reservation_club_differs.mend', takeCourtsClub),
  },
  {
    id: 'I30',
    type: 'series_club_differs',
    means: 'checks.series_club_differs.means',
    rows: sql`select r.id as object_id from reservations r join series s on s.id = r.series_id where s.club_id <> r.club_id`,
    offer: byHand(
      {
        command: `psql "$DATABASE_URL" -c "update reservations set series_id = null, series_date = null where id = '{id}'"`,
      },
      'checks.series_club_differs.advice',
    ),
  },
  {
    id: 'I39',
    type: 'replaces_another',
    means: 'checks.replaces_another.means',
    rows: sql`select hold.id as object_id from reservations hold join reservations booking on booking.id = hold.replaces
      where (hold.club_id, hold.user_id, hold.visitor_id, hold.currency)
          is distinct from (booking.club_id, booking.user_id, booking.visitor_id, booking.currency)
        or booking.replaces is not null`,
    offer: byHand(HISTORY, 'checks.replaces_another.advice'),
  },
  {
    id: 'I20',
    type: 'booking_in_deleted_club',
    means: 'checks.booking_in_deleted_club.means',
    rows: sql`select r.id as object_id from reservations r join clubs c on c.id = r.club_id
      where c.deleted_at is not null and r.starts_at > now() and r.status in ${CANCELLABLE}`,
    offer: mend('checks.booking_in_deleted_club.mend', (ctx, objectId) =>
      cancelWithFullRefund(ctx, objectId, CLUB_DELETED),
    ),
  },
  {
    id: 'I38',
    type: 'city_differs',
    means: 'checks.city_differs.means',
    rows: sql`select key as object_id from cities kept full join count_cities() counted using (key)
      where (kept.city, kept.time_zone, kept.latitude, kept.longitude, kept.listed, kept.clubs)
        is distinct from (counted.city, counted.time_zone, counted.latitude, counted.longitude, counted.listed, counted.clubs)`,
    offer: mend('checks.city_differs.mend', keepCityAnew),
  },
];
