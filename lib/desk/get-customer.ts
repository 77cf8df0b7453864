import { db } from '@/db';
import type { Context } from '@/lib/core/context';
import { type Customer, findCustomer } from './read-customers';

/**
 * One person at a club, for its staff. The id of a merged row reads as the row that took it.
 * @throws AppError `not_found`, also without a role at that club; `forbidden`, `unauthenticated`
 */
export const getCustomer = (ctx: Context, id: string): Promise<Customer> =>
  findCustomer(db(), ctx, id, 'seePeople');
