import { customerSchema } from '@/app/api/v1/_shapes/customer-shape';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { getCustomer } from '@/lib/desk/get-customer';
import { customerJson } from '@/lib/desk/read-customers';
import { changeCustomer, customerChangesSchema } from '@/lib/desk/save-customer';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const GET = route(
  {
    auth: 'required',
    params: idParam,
    summary: 'A person at a club; a merged id reads as its survivor',
    answer: ok(customerSchema),
  },
  async ({ ctx, params }) => customerJson(await getCustomer(ctx, params.id)),
);

export const PATCH = route(
  {
    auth: 'required',
    params: idParam,
    body: customerChangesSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Change a person at a club; the category is for managers',
    answer: ok(customerSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => customerJson(await changeCustomer(ctx, params.id, body)),
);

export const { POST, PUT, DELETE, OPTIONS } = methodNotAllowed({ GET, PATCH });
