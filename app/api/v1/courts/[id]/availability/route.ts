import { z } from 'zod';
import { localDate } from '@/app/api/v1/_shapes/members';
import { slotSchema } from '@/app/api/v1/_shapes/slot-schema';
import { courtSlotsSchema, findCourtSlots } from '@/lib/availability/find-slots';
import { slotJson } from '@/lib/availability/slot-json';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: courtSlotsSchema.shape.courtId });
const query = courtSlotsSchema.omit({ courtId: true });

export const GET = route(
  {
    auth: 'optional',
    params,
    query,
    summary: 'The starts of one court that can be booked on a day',
    answer: ok(
      z.strictObject({
        court_id: z.int(),
        date: localDate,
        duration: z.int(),
        timezone: z.string(),
        available_slots: z.array(slotSchema),
      }),
    ),
  },
  async ({ ctx, params, query }) => {
    const { club, court, slots } = await findCourtSlots(ctx, { courtId: params.id, ...query });
    return {
      court_id: court.id,
      ...query,
      timezone: club.timeZone,
      available_slots: slots.map((slot) => slotJson(club, slot)),
    };
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
