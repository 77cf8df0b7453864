import { idParam } from '@/app/api/v1/_shapes/id-param';
import { shiftSchema, shiftShape } from '@/app/api/v1/_shapes/till-shape';
import { getShift } from '@/lib/billing/shifts/get-shift';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const GET = route(
  {
    auth: 'required',
    params: idParam,
    summary: 'The report of a shift: X while it is open, Z once it is closed; the desk sees its own',
    answer: ok(shiftSchema),
  },
  async ({ ctx, params }) => shiftShape((await getShift(ctx, params.id)).shift),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
