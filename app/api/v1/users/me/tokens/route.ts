import { z } from 'zod';
import { apiKeySchema, apiKeyShape } from '@/app/api/v1/_shapes/api-key-shape';
import { apiTokenInput, createApiToken } from '@/lib/accounts/create-api-token';
import { listApiTokens } from '@/lib/accounts/list-api-tokens';
import { created, listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { json, route } from '@/lib/web/route';

const query = z.object(pagingQuery).transform(readPaging);

export const GET = route(
  { auth: 'required', query, summary: 'One’s API keys', answer: listOf(apiKeySchema) },
  async ({ ctx, query, request }) => {
    const { results, count } = await listApiTokens(ctx, query);
    return paged(results.map(apiKeyShape), { ...query, count, url: request.url });
  },
);

const { name, scope, expiresAt } = apiTokenInput.shape;
const body = z
  .strictObject({ name, scope, expires_at: expiresAt })
  .transform(({ expires_at, ...rest }) => ({ ...rest, expiresAt: expires_at }));

export const POST = route(
  {
    auth: 'required',
    body,
    summary: 'A new API key, shown this once',
    answer: created(apiKeySchema.extend({ key: z.string().describe('Shown this once.') })),
    refuses: ['conflict'],
  },
  async ({ ctx, body }) => {
    const { key, ...token } = await createApiToken(ctx, body);
    return json({ ...apiKeyShape(token), key }, 201);
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
