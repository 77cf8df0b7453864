import { z } from 'zod';
import { apiTokenInput, createApiToken } from '@/lib/auth/create-api-token';
import { listApiTokens } from '@/lib/auth/list-api-tokens';
import { json, route } from '@/lib/http';
import { otherMethods } from '@/lib/other-methods';
import { paged, pagingQuery } from '@/lib/paging';

const query = z.object(pagingQuery);

export const GET = route({ auth: 'required', query }, async ({ ctx, query, request }) => {
  const { results, count } = await listApiTokens(ctx, query);
  return paged(results, { ...query, count, url: request.url });
});

export const POST = route({ auth: 'required', body: apiTokenInput }, async ({ ctx, body }) =>
  json(await createApiToken(ctx, body), 201),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
