import { z } from 'zod';
import { exportUser } from '@/lib/accounts/export-user';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { json, route } from '@/lib/web/route';

export const GET = route(
  {
    auth: 'required',
    summary: 'Everything kept about oneself',
    answer: ok(z.record(z.string(), z.unknown())),
  },
  async ({ ctx }) =>
    json(await exportUser(ctx), 200, { 'Content-Disposition': 'attachment; filename="pista-account.json"' }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
