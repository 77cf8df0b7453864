import { sql } from 'drizzle-orm';
import type { Tx } from '.';

/** The class of every advisory lock that a transaction of the app takes; its key is an id, a hashed text, or 0. */
export const LOCKS = {
  /** By court: whatever takes it comes one after the other. */
  court: 1,
  /** By mailbox: what its people hold is counted by one at a time. */
  mailbox: 2,
  /** By person: their open sockets are counted by one at a time. */
  seats: 4,
  directory: 5,
  findings: 6,
  searchIndex: 7,
  erasures: 8,
} as const;

/** Takes a lock until the transaction ends; a text is hashed. */
export async function takeLock(tx: Tx, name: keyof typeof LOCKS, key: number | string = 0): Promise<void> {
  const asked = typeof key === 'number' ? sql`${key}` : sql`hashtext(${key})`;
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS[name]}, ${asked})`);
}
