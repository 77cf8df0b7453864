import { exportUser } from '@/lib/auth/export-user';
import { json, route } from '@/lib/http';

export const GET = route({ auth: 'required' }, async ({ ctx }) =>
  json(await exportUser(ctx), 200, { 'Content-Disposition': 'attachment; filename="pista-account.json"' }),
);
