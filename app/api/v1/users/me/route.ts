import { eraseInput, eraseUser } from '@/lib/auth/erase-user';
import { getProfile } from '@/lib/auth/get-profile';
import { profileInput, updateProfile } from '@/lib/auth/update-profile';
import { route } from '@/lib/http';
import { otherMethods } from '@/lib/other-methods';

export const GET = route({ auth: 'required' }, ({ ctx }) => getProfile(ctx));

export const PATCH = route({ auth: 'required', body: profileInput }, ({ ctx, body }) =>
  updateProfile(ctx, body),
);

export const DELETE = route({ auth: 'required', body: eraseInput }, ({ ctx, body }) => eraseUser(ctx, body));

export const { POST, PUT, OPTIONS } = otherMethods({ GET, PATCH, DELETE });
