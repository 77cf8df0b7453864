import { exportUser } from '@/lib/auth/export-user';
import { json, route } from '@/lib/http';
import { otherMethods } from '@/lib/other-methods';

export const GET = route({ auth: 'required' }, async ({ ctx }) =>
  json(await exportUser(ctx), 200, { 'Content-Disposition': 'attachment; filename="pista-account.json"' }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
