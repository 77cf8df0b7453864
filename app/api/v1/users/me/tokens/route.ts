import { apiTokenInput, createApiToken } from '@/lib/auth/create-api-token';
import { listApiTokens } from '@/lib/auth/list-api-tokens';
import { json, route } from '@/lib/http';
import { otherMethods } from '@/lib/other-methods';

export const GET = route({ auth: 'required' }, async ({ ctx }) => {
  const results = await listApiTokens(ctx);
  return { results, count: results.length, next: null };
});

export const POST = route({ auth: 'required', body: apiTokenInput }, async ({ ctx, body }) =>
  json(await createApiToken(ctx, body), 201),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
