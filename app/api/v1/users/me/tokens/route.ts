import { apiKeySchema } from '@/app/api/v1/_shapes/api-key-shape';
import { listOf, created } from '@/lib/web/answer';
import { z } from 'zod';
import { apiTokenInput, createApiToken } from '@/lib/accounts/create-api-token';
import { listApiTokens } from '@/lib/accounts/list-api-tokens';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery } from '@/lib/web/paging';
import { json, route } from '@/lib/web/route';

const query = z.object(pagingQuery);

export const GET = route(
  { auth: 'required', query, summary: 'One’s API keys', answer: listOf(apiKeySchema) },
  async ({ ctx, query, request }) => {
    const { results, count } = await listApiTokens(ctx, query);
    return paged(results, { ...query, count, url: request.url });
  },
);

export const POST = route(
  {
    auth: 'required',
    body: apiTokenInput,
    summary: 'A new API key, shown this once',
    answer: created(apiKeySchema.extend({ key: z.string().describe('Shown this once.') })),
    refuses: ['conflict'],
  },
  async ({ ctx, body }) => json(await createApiToken(ctx, body), 201),
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
