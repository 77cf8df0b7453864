import { json, route } from '@/lib/http';

/** The process lives; asks nothing of anybody. */
export const GET = route({ auth: 'public', limit: 'none' }, () => json({ status: 'alive' }));
