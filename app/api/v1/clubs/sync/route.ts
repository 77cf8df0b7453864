import { syncClubs } from '@/lib/clubs/sync-clubs';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route({ auth: 'operator' }, ({ ctx }) => syncClubs(ctx));

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
