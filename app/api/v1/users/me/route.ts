import { eraseInput, eraseUser } from '@/lib/accounts/erase-user';
import { getProfile } from '@/lib/accounts/get-profile';
import { profileInput, updateProfile } from '@/lib/accounts/update-profile';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const GET = route({ auth: 'required' }, ({ ctx }) => getProfile(ctx));

export const PATCH = route({ auth: 'required', body: profileInput }, ({ ctx, body }) =>
  updateProfile(ctx, body),
);

export const DELETE = route({ auth: 'required', body: eraseInput }, ({ ctx, body }) => eraseUser(ctx, body));

export const { POST, PUT, OPTIONS } = methodNotAllowed({ GET, PATCH, DELETE });
