import { json, route } from '@/lib/http';
import { otherMethods } from '@/lib/other-methods';

/** The process lives; asks nothing of anybody. */
export const GET = route({ auth: 'public', limit: 'none' }, () => json({ status: 'alive' }));

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
