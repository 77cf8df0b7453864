import { z } from 'zod';
import { boardItemSchema } from '@/app/api/v1/_shapes/board-shape';
import { restoreClub } from '@/lib/clubs/leaving/restore-club';
import { readItemsJson } from '@/lib/desk/board-item-json';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: z.object({ id: z.string().max(100) }),
    preview: true,
    limit: 'staffWrite',
    summary: 'Open a closed club again within 30 days, as its owner, with the courts that it had',
    answer: ok(
      z.strictObject({
        courts: z.int(),
        not_restored: z.array(boardItemSchema).describe('Bookings ahead that the closing cancelled.'),
        operation_id: z.uuid().nullable().describe('Null in a preview.'),
      }),
    ),
    refuses: ['conflict'],
  },
  async ({ ctx, params }) => {
    const { club, courts, notRestored, operationId } = await restoreClub(ctx, params.id);
    return { courts, not_restored: await readItemsJson(club, notRestored), operation_id: operationId };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
