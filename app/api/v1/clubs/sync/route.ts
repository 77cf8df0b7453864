import { syncClubs } from '@/lib/clubs/sync-clubs';
import { otherMethods } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route({ auth: 'operator' }, ({ ctx }) => syncClubs(ctx));

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
