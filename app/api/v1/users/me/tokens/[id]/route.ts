import { z } from 'zod';
import { revokeApiToken } from '@/lib/auth/revoke-api-token';
import { route } from '@/lib/http';
import { otherMethods } from '@/lib/other-methods';

const params = z.object({ id: z.uuid() });

export const DELETE = route({ auth: 'required', params }, ({ ctx, params: { id } }) =>
  revokeApiToken(ctx, { id }),
);

export const { GET, POST, PUT, PATCH, OPTIONS } = otherMethods({ DELETE });
