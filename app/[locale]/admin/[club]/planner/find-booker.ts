import type { Context } from '@/lib/core/context';
import { getCustomer } from '@/lib/desk/get-customer';
import { orNull } from '../or-null';

/** The person of this club for whom the address asks to book. Null when it asks for nobody who is there. */
export async function findBooker(
  ctx: Context,
  clubId: number,
  id: string | undefined,
): Promise<{ id: string; name: string } | null> {
  const customer = id === undefined ? null : await orNull(getCustomer(ctx, id));
  return customer?.clubId === clubId ? { id: customer.id, name: customer.name } : null;
}
