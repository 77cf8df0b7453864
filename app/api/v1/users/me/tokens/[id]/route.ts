import { idParam } from '@/app/api/v1/_shapes/id-param';
import { revokeApiToken } from '@/lib/auth/revoke-api-token';
import { route } from '@/lib/http';
import { otherMethods } from '@/lib/other-methods';

export const DELETE = route({ auth: 'required', params: idParam }, ({ ctx, params: { id } }) =>
  revokeApiToken(ctx, { id }),
);

export const { GET, POST, PUT, PATCH, OPTIONS } = otherMethods({ DELETE });
