import { z } from 'zod';
import { createTicket } from '@/lib/live/create-ticket';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    scope: 'read',
    limit: 'ticket',
    summary: 'A ticket that opens one socket at /ws/notifications?token= within a minute',
    answer: ok(z.strictObject({ token: z.string(), expires_in: z.int().describe('Seconds.') })),
  },
  async ({ ctx }) => {
    const { token, expiresInSeconds } = await createTicket(ctx);
    return { token, expires_in: expiresInSeconds };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
