import { z } from 'zod';
import { operationId, staffCourtSchema, staffCourtShape } from '@/app/api/v1/_shapes/staff-court-shape';
import { addCourt } from '@/lib/clubs/courts/add-court';
import { courtFactsSchema } from '@/lib/clubs/courts/court-facts';
import { listCourts } from '@/lib/clubs/courts/list-courts';
import { created, ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { json, route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });

export const GET = route(
  {
    auth: 'required',
    params,
    summary: 'The courts of a club in their order, and those it retired, for its staff',
    answer: ok(z.strictObject({ courts: z.array(staffCourtSchema), retired: z.array(staffCourtSchema) })),
  },
  async ({ ctx, params }) => {
    const { onSale, retired } = await listCourts(ctx, params.id);
    return { courts: onSale.map(staffCourtShape), retired: retired.map(staffCourtShape) };
  },
);

export const POST = route(
  {
    auth: 'required',
    params,
    body: courtFactsSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Add a court to a club, behind its others',
    answer: created(staffCourtSchema.extend({ operation_id: operationId })),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const { changed, operationId } = await addCourt(ctx, params.id, body);
    return json({ ...staffCourtShape(changed), operation_id: operationId }, 201);
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
