import { z } from 'zod';
import { syncClubs } from '@/lib/clubs/sync-clubs';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'operator',
    summary: 'Take over what the outside directory of clubs says, as an operator',
    answer: ok(
      z.strictObject({
        created: z.int(),
        updated: z.int(),
        unchanged: z.int(),
        deactivated: z.int(),
        errors: z.int(),
      }),
    ),
  },
  ({ ctx }) => syncClubs(ctx),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
