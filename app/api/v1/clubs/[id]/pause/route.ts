import { z } from 'zod';
import { salesSchema, salesShape } from '@/app/api/v1/_shapes/sales-shape';
import { pauseSales } from '@/lib/clubs/arrival/change-sales';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });

export const POST = route(
  {
    auth: 'required',
    params,
    preview: true,
    limit: 'staffWrite',
    summary: 'Stop the online sales of a club, as a manager; the desk still books',
    answer: ok(salesSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params }) => salesShape(await pauseSales(ctx, params.id)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
