import { z } from 'zod';
import { DIRECTORY_FACTS, MOVE_PRICES, WAITING_LISTS } from '@/db/schema';
import { emailAddress } from '@/lib/core/input/email-address';
import { keptName, keptText } from '@/lib/core/input/kept-text';
import { phoneNumber } from '@/lib/core/input/phone-number';
import { timeZoneName } from '@/lib/core/input/place-codes';

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
    /** Says that the club is where latitude and longitude are 0, which most often is a mistake. */
    confirmCoordinates: z.boolean(),
    timeZone: timeZoneName,
    phone: phoneNumber.nullable(),
    email: emailAddress.nullable(),
    about: z.strictObject({ es: about, en: about }),
    amenities: z.array(keptName(40)).max(30),
    /** Facts that are again as the outside directory says, now and from now on. */
    followDirectory: z.array(z.enum(DIRECTORY_FACTS)).max(DIRECTORY_FACTS.length),
    /** Minutes, the durations that are sold. */
    durations: z.array(z.int().min(15).max(240)).min(1).max(8),
    /** Minutes between two starts. */
    stepMinutes: z.int().min(5).max(120),
    /** Minutes of notice before a start. */
    leadMinutes: z.int().min(0).max(10_080),
    horizonDays: z.int().min(1).max(120),
    /** The local minute at which the last day of the horizon opens for sale. Null is midnight. */
    releaseMinute: z.int().min(0).max(1439).nullable(),
    gapRule: z.boolean(),
    holdMinutes: z.int().min(5).max(30),
    refundPolicy: refundPolicySchema.refine(isDescending, 'nothingHours may not exceed freeHours'),
    /** Minutes after the start at which a booking without a check-in is a no-show. Null means never. */
    noShowMinutes: z.int().min(5).max(240).nullable(),
    /** Minutes before the start from which players are checked in. */
    checkInFromMinutes: z.int().min(0).max(1_440),
    movePrice: z.enum(MOVE_PRICES),
    undoSeconds: z.int().min(0).max(60),
    /** Whether all who wait hear of a freed start, or one after another while the court is held for them. */
    waitingList: z.enum(WAITING_LISTS),
  })
  .partial()
  /** The one of the club that was read. */
  .extend({ revision: z.int().min(0) });
export type ClubChanges = z.output<typeof clubChangesSchema>;
