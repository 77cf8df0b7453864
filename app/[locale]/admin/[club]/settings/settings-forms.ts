import { z } from 'zod';
import { amenityField } from '@/components/arrival/amenity-field';
import { AMENITIES } from '@/components/club/amenity-name';
import { DIRECTORY_FACTS } from '@/db/schema';
import { clubChangesSchema, refundPolicySchema } from '@/lib/clubs/club-changes';
import { keptText } from '@/lib/core/input/kept-text';
import { plainInteger, plainNumber } from '@/lib/core/input/plain-number';

const club = z.string().max(100);
const revision = plainInteger(0, Number.MAX_SAFE_INTEGER);
const { name, city, address, timeZone, phone, email, movePrice, waitingList } =
  clubChangesSchema.required().shape;
const about = keptText(2_000).min(1);
const ticked = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');
/** People write a comma or a point. */
const degrees = (most: number) =>
  z.preprocess(
    (typed) => (typeof typed === 'string' ? typed.trim().replace(',', '.') : typed),
    plainNumber(-most, most),
  );
const orNull = <Value>(schema: z.ZodType<Value>) =>
  z.preprocess((typed) => (typed === '' ? null : typed), schema.nullable());

/** What the form of a club's facts sends. */
export const factsForm = z
  .looseObject({
    club,
    revision,
    name,
    city,
    address,
    latitude: degrees(90),
    longitude: degrees(180),
    confirmCoordinates: ticked,
    timeZone,
    phone: orNull(phone),
    email: orNull(email),
    aboutEs: about,
    aboutEn: about,
    otherAmenities: z.string().max(1_500).default(''),
  })
  .transform((typed): { club: string; changes: unknown } => {
    const { club, revision, name, city, address, timeZone, phone, email, aboutEs, aboutEn } = typed;
    const { latitude, longitude, confirmCoordinates } = typed;
    const place = { city, address, latitude, longitude, confirmCoordinates, timeZone };
    return {
      club,
      changes: {
        revision,
        name,
        ...place,
        phone,
        email,
        about: { es: aboutEs, en: aboutEn },
        amenities: amenitiesIn(typed),
      },
    };
  })
  .pipe(z.object({ club, changes: z.unknown().pipe(clubChangesSchema) }));

/** What the button sends that takes facts from the directory. */
export const followForm = z.object({
  club,
  revision,
  facts: z
    .string()
    .transform((typed) => typed.split(','))
    .pipe(z.array(z.enum(DIRECTORY_FACTS)).min(1)),
});

/** The lengths of a booking, in minutes, among which a club chooses. */
export const DURATIONS = [30, 45, 60, 75, 90, 105, 120, 150, 180, 240] as const;

const { freeHours, laterPercent, nothingHours } = refundPolicySchema.shape;

/** What the form of a club's rules sends. */
export const policyForm = z
  .looseObject({
    club,
    revision,
    stepMinutes: plainInteger(5, 120),
    leadMinutes: plainInteger(0, 10_080),
    horizonDays: plainInteger(1, 120),
    holdMinutes: plainInteger(5, 30),
    gapRule: ticked,
    freeHours: plainInteger(0, 720).pipe(freeHours),
    laterPercent: plainInteger(0, 100).pipe(laterPercent),
    nothingHours: plainInteger(0, 720).pipe(nothingHours),
    noShowMinutes: orNull(plainInteger(5, 240)),
    checkInFromMinutes: plainInteger(0, 1_440),
    movePrice,
    undoSeconds: plainInteger(0, 60),
    waitingList,
  })
  .refine(({ freeHours, nothingHours }) => nothingHours <= freeHours, {
    path: ['nothingHours'],
    error: 'must not be longer before the game',
  })
  .refine((typed) => durationsIn(typed).length > 0, { path: ['durations'], error: 'choose one at least' })
  .transform((typed) => {
    const { club, revision, stepMinutes, leadMinutes, horizonDays, holdMinutes, gapRule, ...rest } = typed;
    const { freeHours, laterPercent, nothingHours, noShowMinutes, checkInFromMinutes } = rest;
    return {
      club,
      changes: {
        revision,
        durations: durationsIn(typed),
        stepMinutes,
        leadMinutes,
        horizonDays,
        holdMinutes,
        gapRule,
        refundPolicy: { freeHours, laterPercent, nothingHours },
        noShowMinutes,
        checkInFromMinutes,
        movePrice: rest.movePrice,
        undoSeconds: rest.undoSeconds,
        waitingList: rest.waitingList,
      },
    };
  });

/** The boxes that are ticked, then what is written beside them, by commas or lines. */
function amenitiesIn(typed: Readonly<Record<string, unknown>> & { otherAmenities: string }): string[] {
  const ticked = AMENITIES.filter((code) => typed[amenityField(code)] === 'on');
  const written = typed.otherAmenities.split(/[,\n]/).map((word) => word.trim());
  return [...new Set([...ticked, ...written.filter((word) => word !== '')])];
}

/** Each length is a box of its own, because a form's values are one for each name. */
const durationsIn = (typed: Readonly<Record<string, unknown>>): number[] =>
  Object.entries(typed).flatMap(([name, value]) => {
    const [, minutes] = /^minutes(\d{2,3})$/.exec(name) ?? [];
    return minutes !== undefined && value === 'on' ? [Number(minutes)] : [];
  });
