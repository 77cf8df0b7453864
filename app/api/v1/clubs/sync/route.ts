import { route } from '@/lib/http';
import { syncClubs } from '@/lib/operations/sync-clubs';

export const POST = route({ auth: 'operator' }, ({ ctx }) => syncClubs(ctx));
