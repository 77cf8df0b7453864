import { eq, inArray, like } from 'drizzle-orm';
import { type Db, type Tx, transaction } from '@/db';
import { smsOptOuts, users } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import type { Context } from '@/lib/context';
import { readPhone } from '@/lib/phone-number';
import { keyedHash } from '@/lib/seal';

/** A number as its opt-out is kept: it outlasts every account that had it, so it must not tell the number. */
const keptAs = (phone: string) => keyedHash('sms-opt-out', readPhone(phone) ?? phone);

/** Those of the numbers that take no text messages, whoever has them now. */
export async function listOptedOut(
  on: Pick<Db, 'select'>,
  phones: readonly (string | null)[],
): Promise<ReadonlySet<string>> {
  const byKept = new Map<string, string>();
  for (const phone of phones) {
    // A row from before the hash still holds the number, until the next sweep.
    if (phone !== null) byKept.set(keptAs(phone), phone).set(phone, phone);
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

/** Ends text messages to a number, or begins them again; the audit of everyone who has it tells so. */
export async function setOptOut(tx: Tx, ctx: Context, phone: string, optedOut: boolean): Promise<void> {
  const before = await isOptedOut(tx, phone);
  if (optedOut === before) return;
  if (optedOut)
    await tx
      .insert(smsOptOuts)
      .values({ number: keptAs(phone) })
      .onConflictDoNothing();
  else await tx.delete(smsOptOuts).where(inArray(smsOptOuts.number, [keptAs(phone), phone]));
  const holders = await tx.select({ id: users.id }).from(users).where(eq(users.phone, phone));
  const change = { entity: 'user', from: null, to: optedOut ? 'sms_opted_out' : 'sms_opted_in' } as const;
  await recordChange(tx, ctx, ...holders.map(({ id }) => ({ ...change, entityId: id })));
}

const BATCH = 1_000;

/** Hashes the numbers of rows from before the hash, a bounded batch. Returns how many. */
export const hashPlainOptOuts = (): Promise<number> =>
  transaction(async (tx) => {
    const plain = await tx.select().from(smsOptOuts).where(like(smsOptOuts.number, '+%')).limit(BATCH);
    if (plain.length === 0) return 0;
    const kept = plain.map(({ number, optedOutAt }) => ({ number: keptAs(number), optedOutAt }));
    await tx.insert(smsOptOuts).values(kept).onConflictDoNothing();
    const numbers = plain.map(({ number }) => number);
    await tx.delete(smsOptOuts).where(inArray(smsOptOuts.number, numbers));
    return plain.length;
  });
