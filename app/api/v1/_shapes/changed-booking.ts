import { z } from 'zod';
import { boardItemJson } from '@/lib/desk/board-item-json';
import type { Context } from '@/lib/core/context';
import type { ChangedBooking } from '@/lib/desk/bookings/lock-booking';
import { ok } from '@/lib/web/answer';
import { actSchema, actShape } from './act-shape';
import { boardItemSchema } from './board-shape';

/** The answer of a change of one booking. A preview has no act. */
export const changedBooking = ok(z.strictObject({ booking: boardItemSchema, act: actSchema.optional() }));

export const changedBookingShape = (ctx: Context, { club, item, act }: ChangedBooking) => ({
  booking: boardItemJson(club, item),
  ...actShape(ctx, act),
});

/** The revision of the booking as it was seen. */
export const seenBody = z.strictObject({ revision: z.int().min(0) });
