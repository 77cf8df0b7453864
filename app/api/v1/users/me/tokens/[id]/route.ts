import { z } from 'zod';
import { revokeApiToken } from '@/lib/auth/revoke-api-token';
import { route } from '@/lib/http';

const params = z.object({ id: z.uuid() });

export const DELETE = route({ auth: 'required', params }, ({ ctx, params: { id } }) =>
  revokeApiToken(ctx, { id }),
);
