import { z } from 'zod';
import { customerSchema } from '@/app/api/v1/_shapes/customer-shape';
import { getClub } from '@/lib/catalogue/catalogue';
import { findCustomers, findCustomersSchema } from '@/lib/desk/find-customers';
import { customerJson } from '@/lib/desk/read-customers';
import { addCustomer, newCustomerSchema } from '@/lib/desk/save-customer';
import { created, listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { json, route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const { q, segment } = findCustomersSchema.shape;
const query = z.object({ q, segment, ...pagingQuery }).transform(readPaging);

export const GET = route(
  {
    auth: 'required',
    params,
    query,
    summary: 'A club’s people, newest first, or those with these words in name, mail or number',
    answer: listOf(customerSchema),
  },
  async ({ ctx, params, query, request }) => {
    const { id: clubId } = await getClub(params.id);
    const { results, count } = await findCustomers(ctx, clubId, query);
    return paged(results.map(customerJson), { ...query, count, url: request.url });
  },
);

export const POST = route(
  {
    auth: 'required',
    params,
    body: newCustomerSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Write a person into a club’s people; a known address answers 409 with its `id`',
    answer: created(customerSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const { id: clubId } = await getClub(params.id);
    return json(customerJson(await addCustomer(ctx, clubId, body)), 201);
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
