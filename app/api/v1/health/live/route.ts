import { z } from 'zod';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { json, route } from '@/lib/web/route';

/** The process is alive. No service is asked. */
export const GET = route(
  {
    auth: 'public',
    limit: 'none',
    summary: 'The process lives',
    answer: ok(z.strictObject({ status: z.literal('alive') })),
  },
  () => json({ status: 'alive' }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
