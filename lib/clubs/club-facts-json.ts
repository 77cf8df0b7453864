import type { clubs } from '@/db/schema';

/** What may be changed of a club, as the API writes it. */
export const clubFactsJson = (club: typeof clubs.$inferSelect) => ({
  id: club.id,
  revision: club.revision,
  name: club.name,
  city: club.city,
  address: club.address,
  latitude: club.latitude,
  longitude: club.longitude,
  timezone: club.timeZone,
  phone: club.phone,
  email: club.email,
  about: club.about,
  amenities: club.amenities,
  durations: club.durationsMinutes,
  step_minutes: club.stepMinutes,
  lead_minutes: club.leadMinutes,
  horizon_days: club.horizonDays,
  release_minute: club.releaseMinute,
  gap_rule: club.gapRule,
  hold_minutes: club.holdMinutes,
  refund_policy: {
    free_hours: club.refundPolicy.freeHours,
    later_percent: club.refundPolicy.laterPercent,
    nothing_hours: club.refundPolicy.nothingHours,
  },
  no_show_minutes: club.noShowMinutes,
  check_in_from_minutes: club.checkInFromMinutes,
  move_price: club.movePrice,
  undo_seconds: club.undoSeconds,
  waiting_list: club.waitingList,
});
