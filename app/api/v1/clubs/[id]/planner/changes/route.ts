import { z } from 'zod';
import { boardItemSchema } from '@/app/api/v1/_shapes/board-shape';
import { boardItemJson } from '@/lib/desk/board-item-json';
import { listPlannerChanges, plannerChangesSchema } from '@/lib/desk/list-planner-changes';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });

export const GET = route(
  {
    auth: 'required',
    params,
    query: plannerChangesSchema,
    summary: 'What changed on the board of a day since a cursor, and what is no longer on it',
    answer: ok(
      z.strictObject({
        items: z.array(boardItemSchema),
        gone: z.array(z.uuid()),
        cursor: z.string(),
      }),
    ),
  },
  async ({ ctx, params, query }) => {
    const { club, items, gone, cursor } = await listPlannerChanges(ctx, params.id, query);
    return { items: items.map((item) => boardItemJson(club, item)), gone, cursor };
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
