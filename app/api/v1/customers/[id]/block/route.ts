import { customerSchema } from '@/app/api/v1/_shapes/customer-shape';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { blockCustomer, blockCustomerSchema } from '@/lib/desk/block-customer';
import { customerJson } from '@/lib/desk/read-customers';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body: blockCustomerSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'End online booking at the club for a person, who is never told why',
    answer: ok(customerSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => customerJson(await blockCustomer(ctx, params.id, body)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
