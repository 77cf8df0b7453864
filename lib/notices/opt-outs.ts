import { eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '@/db';
import { smsOptOuts, users } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { readPhone } from '@/lib/core/input/phone-number';
import { keyedHash } from '@/lib/core/seal';
import { recordChange } from '@/lib/records/audit';

const KEPT_NUMBER = /^[0-9a-f]{64}$/;

/**
 * The stored form of a number's opt-out, which is a hash, because it outlasts the account. Hashing it again changes
 * nothing.
 */
export const keptNumber = (phone: string): string =>
  KEPT_NUMBER.test(phone) ? phone : keyedHash('sms-opt-out', readPhone(phone) ?? phone);

/** Which of the numbers receive no text messages, whoever has them now. */
export async function listOptedOut(
  on: Pick<Db, 'select'>,
  phones: readonly (string | null)[],
): Promise<ReadonlySet<string>> {
  const byKept = new Map<string, string>();
  for (const phone of phones) {
    if (phone !== null) byKept.set(keptNumber(phone), phone);
  }
  if (byKept.size === 0) return new Set();
  const rows = await on
    .select({ number: smsOptOuts.number })
    .from(smsOptOuts)
    .where(inArray(smsOptOuts.number, [...byKept.keys()]));
  return new Set(rows.flatMap(({ number }) => byKept.get(number) ?? []));
}

/** Whether a number takes no text messages. */
export const isOptedOut = async (on: Pick<Db, 'select'>, phone: string): Promise<boolean> =>
  (await listOptedOut(on, [phone])).has(phone);

/** Ends or resumes text messages to a number, and writes it into the audit of everyone who has it. */
export async function setOptOut(tx: Tx, ctx: Context, phone: string, optedOut: boolean): Promise<void> {
  const before = await isOptedOut(tx, phone);
  if (optedOut === before) return;
  if (optedOut)
    await tx
      .insert(smsOptOuts)
      .values({ number: keptNumber(phone) })
      .onConflictDoNothing();
  else await tx.delete(smsOptOuts).where(eq(smsOptOuts.number, keptNumber(phone)));
  const holders = await tx.select({ id: users.id }).from(users).where(eq(users.phone, phone));
  const change = { entity: 'user', from: null, to: optedOut ? 'sms_opted_out' : 'sms_opted_in' } as const;
  await recordChange(tx, ctx, ...holders.map(({ id }) => ({ ...change, entityId: id })));
}
