import { z } from 'zod';
import { courtSlotsSchema, findCourtSlots } from '@/lib/availability/find-slots';
import { slotJson } from '@/lib/availability/slot-json';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: courtSlotsSchema.shape.courtId });
const query = courtSlotsSchema.omit({ courtId: true });

export const GET = route({ auth: 'optional', params, query }, async ({ ctx, params, query }) => {
  const { club, court, slots } = await findCourtSlots(ctx, { courtId: params.id, ...query });
  return {
    court_id: court.id,
    ...query,
    timezone: club.timeZone,
    available_slots: slots.map((slot) => slotJson(club, slot)),
  };
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
