import { z } from 'zod';
import { boardItemSchema } from '@/app/api/v1/_shapes/board-shape';
import { operationId, staffCourtSchema, staffCourtShape } from '@/app/api/v1/_shapes/staff-court-shape';
import { changeCourt, changeCourtSchema } from '@/lib/clubs/courts/change-court';
import { retireCourt, retireCourtSchema } from '@/lib/clubs/courts/retire-court';
import { plainId } from '@/lib/core/input/plain-number';
import { readItemsJson } from '@/lib/desk/board-item-json';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: plainId });
const { name, sport, indoor, surface, format, revision, retiresOn } = changeCourtSchema.shape;

export const PATCH = route(
  {
    auth: 'required',
    params,
    body: z
      .strictObject({ name, sport, indoor, surface, format, revision, retires_on: retiresOn })
      .transform(({ retires_on, ...same }) => ({
        ...same,
        ...(retires_on === null && { retiresOn: retires_on }),
      })),
    preview: true,
    limit: 'staffWrite',
    summary: 'Change a court; `retires_on: null` puts a retired one back on sale',
    answer: ok(staffCourtSchema.extend({ operation_id: operationId })),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const { changed, operationId } = await changeCourt(ctx, { courtId: params.id, ...body });
    return { ...staffCourtShape(changed), operation_id: operationId };
  },
);

export const DELETE = route(
  {
    auth: 'required',
    params,
    query: z.strictObject({ from: retireCourtSchema.shape.from }),
    preview: true,
    limit: 'staffWrite',
    summary: 'Retire a court from a local date on, today unless said; its bookings stay and are named',
    answer: ok(
      staffCourtSchema.extend({
        affected: z.array(boardItemSchema).describe('Bookings that stay on it.'),
        operation_id: operationId,
      }),
    ),
  },
  async ({ ctx, params, query }) => {
    const { club, changed, operationId } = await retireCourt(ctx, { courtId: params.id, ...query });
    return {
      ...staffCourtShape(changed.court),
      affected: await readItemsJson(club, changed.affected),
      operation_id: operationId,
    };
  },
);

export const { GET, POST, PUT, OPTIONS } = methodNotAllowed({ PATCH, DELETE });
