import { actSchema, actShape } from '@/app/api/v1/_shapes/act-shape';
import { customerSchema } from '@/app/api/v1/_shapes/customer-shape';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { mergeCustomers, mergeCustomersSchema } from '@/lib/desk/merge-customers';
import { customerJson } from '@/lib/desk/read-customers';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body: mergeCustomersSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Make two rows of one person one; the answer is the survivor',
    answer: ok(customerSchema.extend({ act: actSchema.optional() })),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const { act, ...survivor } = await mergeCustomers(ctx, params.id, body);
    return { ...customerJson(survivor), ...actShape(ctx, act) };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
