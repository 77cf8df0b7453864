import { userSchema } from '@/app/api/v1/_shapes/user-shape';
import { ok, nothing } from '@/lib/web/answer';
import { eraseInput, eraseUser } from '@/lib/accounts/erase-user';
import { getProfile } from '@/lib/accounts/get-profile';
import { profileInput, updateProfile } from '@/lib/accounts/update-profile';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const GET = route(
  { auth: 'required', summary: 'One’s own account', answer: ok(userSchema) },
  ({ ctx }) => getProfile(ctx),
);

export const PATCH = route(
  {
    auth: 'required',
    body: profileInput,
    summary: 'Change name, phone, language or choices',
    answer: ok(userSchema),
  },
  ({ ctx, body }) => updateProfile(ctx, body),
);

export const DELETE = route(
  {
    auth: 'required',
    body: eraseInput,
    summary: 'Erase the account, whose address is named to be sure',
    answer: nothing,
    refuses: ['conflict'],
  },
  ({ ctx, body }) => eraseUser(ctx, body),
);

export const { POST, PUT, OPTIONS } = methodNotAllowed({ GET, PATCH, DELETE });
