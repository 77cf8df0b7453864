import type { Tx } from '@/db';
import { requireMay } from '@/lib/auth/permissions';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { type Customer, lockCustomer } from '@/lib/desk/read-customers';
import { dialled, findByAddress, insertCustomer } from '@/lib/desk/save-customer';
import type { Who } from './read-wish';

/**
 * The customer for whom a booking is, locked, so that nobody merges or erases them meanwhile. Who is new is written
 * into the club's people, and a known address is who has it.
 * @throws AppError not_found, also for somebody of another club; invalid_input for a number that cannot be dialled
 */
export async function lockBooker(tx: Tx, ctx: Context, club: Club, who: Who): Promise<Customer | null> {
  if (who === null) return null;
  const id = 'customerId' in who ? who.customerId : await findOrAdd(tx, ctx, club, who.customer);
  const customer = await lockCustomer(tx, ctx, id, 'bookAtDesk');
  if (customer.clubId !== club.id) throw notFound('customer');
  return customer;
}

type NewCustomer = Parameters<typeof insertCustomer>[3];

async function findOrAdd(tx: Tx, ctx: Context, club: Club, wanted: NewCustomer): Promise<string> {
  const { email, phone } = wanted;
  const find = () => (email ? findByAddress(tx, club.id, email) : undefined);
  const known = await find();
  if (known !== undefined) return known;
  requireMay(ctx, club.id, 'changePeople');
  const person = { ...wanted, ...(phone && { phone: dialled(club, phone, 'customer.phone') }) };
  const id = (await insertCustomer(tx, ctx, club, person)) ?? (await find());
  if (id === undefined) throw new Error('an address that is refused as known is somebody’s');
  return id;
}
