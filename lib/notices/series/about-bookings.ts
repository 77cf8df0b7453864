import { type SQL, sql } from 'drizzle-orm';
import { SERIES_NOTICE_KINDS } from '@/db/schema';
import { listed } from '@/db/schema/columns';
import type { Notice } from '../notice-facts';

/** The ids of the notices that name bookings `r` among dates of their series, found by `notices_series_idx`. */
export const ofTheirSeries = (bookings: SQL): SQL => sql`select n.id from reservations r
  join notices n on n.kind in ${listed(SERIES_NOTICE_KINDS)} and split_part(n.object_id, ':', 1) = r.series_id::text
    and n.detail -> 'reservationIds' @> to_jsonb(r.id::text)
  where ${bookings}`;

/** The ids of the notices about bookings, each by itself or with others of its series. */
export const aboutBookings = (ids: readonly string[]): SQL => sql`(
  select n.id from notices n where n.reservation_id in ${[...ids]}
  union all ${ofTheirSeries(sql`r.id in ${[...ids]}`)})`;

/** The bookings that a notice tells of. */
export const bookingsIn = ({ reservationId, detail }: Notice): readonly string[] => {
  if (detail && 'reservationIds' in detail) return detail.reservationIds;
  return reservationId === null ? [] : [reservationId];
};
