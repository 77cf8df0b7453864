import { z } from 'zod';
import { whatWaits } from '@/lib/desk/what-waits';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const answer = z.strictObject({
  calls: z.int().describe('People to ring up.'),
  unreached: z.int().describe('Games of the next fortnight with somebody whom no message reached.'),
  refunds: z.int().describe('Failed refunds of the last month, for whoever sees the money, else 0.'),
});

export const GET = route(
  {
    auth: 'required',
    params,
    summary: 'How much waits for the staff of a club',
    answer: ok(answer),
  },
  ({ ctx, params }) => whatWaits(ctx, params.id),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
