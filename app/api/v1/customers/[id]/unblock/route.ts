import { customerSchema } from '@/app/api/v1/_shapes/customer-shape';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { unblockCustomer } from '@/lib/desk/block-customer';
import { customerJson } from '@/lib/desk/read-customers';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    preview: true,
    limit: 'staffWrite',
    summary: 'Let a blocked person book online again',
    answer: ok(customerSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params }) => customerJson(await unblockCustomer(ctx, params.id)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
