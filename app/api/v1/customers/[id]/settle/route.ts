import { z } from 'zod';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { moneySchema } from '@/app/api/v1/_shapes/members';
import { entrySchema, entryShape, readShiftId } from '@/app/api/v1/_shapes/till-shape';
import { moneyJson } from '@/lib/core/money';
import { settlePerson, settlePersonSchema } from '@/lib/desk/people/settle-person';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const { shiftId: shift_id, ...way } = settlePersonSchema.shape;
const body = z.strictObject({ ...way, shift_id }).transform(readShiftId);

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body,
    preview: true,
    limit: 'staffWrite',
    summary: 'Take at the desk all that a person owes; another sum than expected answers 409 with `owed`',
    answer: ok(z.strictObject({ entries: z.array(entrySchema), paid: moneySchema })),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const { club, entries, paidMinor } = await settlePerson(ctx, params.id, body);
    return { entries: entries.map(entryShape), paid: moneyJson(paidMinor, club.currency) };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
