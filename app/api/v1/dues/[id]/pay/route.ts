import { z } from 'zod';
import { dueSchema, dueShape } from '@/app/api/v1/_shapes/due-shape';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { entrySchema, entryShape, readShiftId } from '@/app/api/v1/_shapes/till-shape';
import { payDue, payDueSchema } from '@/lib/billing/pay-due';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const { shiftId: shift_id, ...way } = payDueSchema.shape;
const body = z.strictObject({ ...way, shift_id }).transform(readShiftId);

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body,
    preview: true,
    limit: 'staffWrite',
    summary:
      'Take money for what is owed, or pay out what the club owes; more than that answers 409 with `owed`',
    answer: ok(z.strictObject({ entry: entrySchema, due: dueSchema })),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const { entry, due } = await payDue(ctx, params.id, body);
    return { entry: entryShape(entry), due: dueShape(due) };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
