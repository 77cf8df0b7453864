import { z } from 'zod';
import { approveClub } from '@/lib/clubs/arrival/decide-request';
import { plainId } from '@/lib/core/input/plain-number';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: plainId });

export const POST = route(
  {
    auth: 'operator',
    params,
    preview: true,
    summary: 'Take in a club that was asked for, as an operator; its mailbox is invited as the owner',
    answer: ok(z.strictObject({ id: z.int(), state: z.literal('approved') })),
    refuses: ['conflict'],
  },
  ({ ctx, params }) => approveClub(ctx, params.id),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
