import { inArray } from 'drizzle-orm';
import { db } from '@/db';
import { customers } from '@/db/schema';
import { type Customer, readCustomers } from '@/lib/desk/read-customers';
import { findExact } from './find-exact';

/** The other people of the club with the same number or mail, who may be one person. */
export async function listAlike({ id, clubId, email, phone }: Customer): Promise<Customer[]> {
  const ids = (await findExact(db(), clubId, email ?? '', phone)).filter((other) => other !== id);
  if (ids.length === 0) return [];
  return readCustomers(db()).where(inArray(customers.id, ids)).orderBy(customers.id);
}
