import { z } from 'zod';
import { revokeClubKey } from '@/lib/accounts/club-keys/revoke-club-key';
import { noContent } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100), key_id: z.uuid() });

export const DELETE = route(
  {
    auth: 'required',
    params,
    limit: 'staffWrite',
    summary: 'Revoke a key of a club, as its owner; it is dead everywhere within five seconds',
    answer: noContent,
  },
  ({ ctx, params }) => revokeClubKey(ctx, params.id, params.key_id),
);

export const { GET, POST, PUT, PATCH, OPTIONS } = methodNotAllowed({ DELETE });
