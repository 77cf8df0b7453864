import { route } from '@/lib/http';
import { syncClubs } from '@/lib/operations/sync-clubs';
import { otherMethods } from '@/lib/other-methods';

export const POST = route({ auth: 'operator' }, ({ ctx }) => syncClubs(ctx));

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
