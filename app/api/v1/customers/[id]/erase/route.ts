import { z } from 'zod';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { eraseCustomer } from '@/lib/desk/erase-customer';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    preview: true,
    limit: 'staffWrite',
    summary: 'Erase a person without an account; their bookings stay for the books',
    answer: ok(z.strictObject({ id: z.uuid(), erased: z.literal(true) })),
    refuses: ['conflict'],
  },
  async ({ ctx, params }) => ({ ...(await eraseCustomer(ctx, params.id)), erased: true }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
