import { z } from 'zod';
import { clubChangesSchema, isDescending, refundPolicySchema } from '@/lib/clubs/club-changes';

const { freeHours, laterPercent, nothingHours } = refundPolicySchema.shape;
const refundPolicy = z
  .strictObject({ free_hours: freeHours, later_percent: laterPercent, nothing_hours: nothingHours })
  .transform(({ free_hours, later_percent, nothing_hours }) => ({
    freeHours: free_hours,
    laterPercent: later_percent,
    nothingHours: nothing_hours,
  }))
  .refine(isDescending, 'nothing_hours may not exceed free_hours');

const {
  stepMinutes,
  leadMinutes,
  horizonDays,
  releaseMinute,
  gapRule,
  holdMinutes,
  confirmCoordinates,
  timeZone,
  followDirectory,
  noShowMinutes,
  checkInFromMinutes,
  movePrice,
  undoSeconds,
  waitingList,
  refundPolicy: _,
  ...same
} = clubChangesSchema.shape;

/** What may be changed of a club, as the API writes it. */
export const clubChangesBody = z
  .strictObject({
    ...same,
    step_minutes: stepMinutes,
    lead_minutes: leadMinutes,
    horizon_days: horizonDays,
    release_minute: releaseMinute,
    gap_rule: gapRule,
    hold_minutes: holdMinutes,
    confirm_coordinates: confirmCoordinates,
    timezone: timeZone,
    follow_directory: followDirectory,
    no_show_minutes: noShowMinutes,
    check_in_from_minutes: checkInFromMinutes,
    move_price: movePrice,
    undo_seconds: undoSeconds,
    waiting_list: waitingList,
    refund_policy: refundPolicy.optional(),
  })
  .transform(
    ({
      step_minutes,
      lead_minutes,
      horizon_days,
      release_minute,
      gap_rule,
      hold_minutes,
      confirm_coordinates,
      timezone,
      follow_directory,
      no_show_minutes,
      check_in_from_minutes,
      move_price,
      undo_seconds,
      waiting_list,
      refund_policy,
      ...rest
    }) => ({
      ...rest,
      stepMinutes: step_minutes,
      leadMinutes: lead_minutes,
      horizonDays: horizon_days,
      releaseMinute: release_minute,
      gapRule: gap_rule,
      holdMinutes: hold_minutes,
      confirmCoordinates: confirm_coordinates,
      timeZone: timezone,
      followDirectory: follow_directory,
      noShowMinutes: no_show_minutes,
      checkInFromMinutes: check_in_from_minutes,
      movePrice: move_price,
      undoSeconds: undo_seconds,
      waitingList: waiting_list,
      refundPolicy: refund_policy,
    }),
  );
