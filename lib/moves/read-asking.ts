import type { Db, Tx } from '@/db';
import type { Asking } from '@/lib/desk/judge-place';
import { listAsking } from '@/lib/desk/moves/list-asking';
import type { Reservation } from '@/lib/reservations/confirm-reservation';

/**
 * What of whoever booked decides about a place. Nobody has proven the mailbox of a booking without an account, so its
 * category gives no price.
 */
export async function readAsking(on: Db | Tx, booking: Reservation): Promise<Asking> {
  const customer = (await listAsking(on, [booking]))(booking);
  return booking.userId === null ? { ...customer, category: null } : customer;
}
