import { sql } from 'drizzle-orm';
import type { Tx } from '.';

/** The class of every advisory lock of the app's transactions. Its key is an id, a hashed text, or 0. */
export const LOCKS = {
  /** By court, for everything that takes it. */
  court: 1,
  /** By mailbox, for counting its people's holds. */
  mailbox: 2,
  /** By person, for counting their open sockets. */
  seats: 4,
  directory: 5,
  findings: 6,
  searchIndex: 7,
  erasures: 8,
  /** By the object of a notice, for choosing its next channel. */
  notice: 9,
  /** By a number or an address of a club's people. `keep_shared_contacts` in `db/migrations` takes it. */
  contact: 10,
  /** For counting the days of courts. */
  courtDays: 11,
  /** By folded name. `keep_city` in `db/migrations` takes it. */
  city: 12,
  /** By address, then by club, for counting what is held without an account. They come before all others. */
  visitors: 13,
} as const;

/** Takes a lock until the transaction ends. A text is hashed. */
export async function takeLock(tx: Tx, name: keyof typeof LOCKS, key: number | string = 0): Promise<void> {
  const asked = typeof key === 'number' ? sql`${key}` : sql`hashtext(${key})`;
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS[name]}, ${asked})`);
}
