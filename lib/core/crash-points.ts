/** The points that a booking passes. The chaos run takes them in turn. */
export const BOOKING_CRASH_POINTS = [
  'intent_created',
  'webhook_stored',
  'payment_settled',
  'refund_sent',
  'notice_sent',
  'shares_charged',
] as const;

/** Where a process may be told to kill itself (`PISTA_CRASH_AT`). */
export const CRASH_POINTS = [
  ...BOOKING_CRASH_POINTS,
  'club_partly_cancelled',
  'photo_stored',
  'photo_files_removed',
  'offer_written',
  'offer_made',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];
