import { z } from 'zod';
import { instant } from '@/app/api/v1/_shapes/members';
import { audit } from '@/db/schema';
import { type Activity, listActivity, listActivitySchema } from '@/lib/desk/history/list-activity';
import { listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const { by, of } = listActivitySchema.shape;
const query = z.object({ by, of, ...pagingQuery }).transform(readPaging);

const activitySchema = z.strictObject({
  id: z.int(),
  at: instant,
  by: z.strictObject({ name: z.string().nullable() }),
  entity: z.enum(audit.entity.enumValues),
  entity_id: z.string(),
  reservation_id: z.uuid().nullable().describe('The booking that it was about.'),
  from: z.string().nullable(),
  to: z.string(),
  detail: z.record(z.string(), z.unknown()).nullable(),
  request_id: z.string().nullable(),
});

export const GET = route(
  {
    auth: 'required',
    params,
    query,
    summary: 'What the staff of a club did there, newest first; a desk reads its own acts',
    answer: listOf(activitySchema),
  },
  async ({ ctx, params, query, request }) => {
    const { results, count } = await listActivity(ctx, params.id, query);
    return paged(results.map(activityShape), { ...query, count, url: request.url });
  },
);

const activityShape = (act: Activity) => ({
  id: act.id,
  at: act.at.toISOString(),
  by: { name: act.actorName },
  entity: act.entity,
  entity_id: act.entityId,
  reservation_id: act.reservationId,
  from: act.fromState,
  to: act.toState,
  detail: act.detail,
  request_id: act.requestId,
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
