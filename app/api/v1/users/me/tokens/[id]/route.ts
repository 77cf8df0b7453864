import { idParam } from '@/app/api/v1/_shapes/id-param';
import { revokeApiToken } from '@/lib/accounts/revoke-api-token';
import { noContent } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const DELETE = route(
  {
    auth: 'required',
    params: idParam,
    summary: 'Revoke a key; it is dead everywhere within five seconds',
    answer: noContent,
  },
  ({ ctx, params: { id } }) => revokeApiToken(ctx, { id }),
);

export const { GET, POST, PUT, PATCH, OPTIONS } = methodNotAllowed({ DELETE });
