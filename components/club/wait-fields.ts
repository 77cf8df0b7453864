import { z } from 'zod';
import type { waitAtClubSchema } from '@/lib/alerts/wait-at-club';
import { plainInteger } from '@/lib/core/input/plain-number';

const COURT = 'court.';

/** The name of the box of a court that will do. */
export const courtField = (id: number) => `${COURT}${id}`;

/** Parses the form by which somebody waits at a club. The verb's schema checks times and courts. */
export const waitForm = z
  .looseObject({
    clubId: plainInteger(1, Number.MAX_SAFE_INTEGER),
    date: z.string(),
    from: z.string(),
    until: z.string(),
    duration: plainInteger(1, 240),
  })
  .transform(
    ({ clubId, date, from, until, duration, ...boxes }): z.input<typeof waitAtClubSchema> => ({
      clubId,
      date,
      from,
      until: until === '' ? from : until,
      durationMinutes: duration,
      courtIds: Object.keys(boxes)
        .filter((name) => name.startsWith(COURT))
        .map((name) => Number(name.slice(COURT.length))),
    }),
  );
