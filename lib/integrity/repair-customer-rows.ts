import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { customers } from '@/db/schema';
import { linkCustomers, moveToAccount } from '@/lib/auth/links/link-customers';
import type { Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';

const named = z.array(
  z.object({
    id: z.uuid(),
    club_id: z.int(),
    email: z.string().nullable(),
    user_id: z.uuid().nullable(),
    merged_into: z.uuid().nullable(),
    booked_club: z.int(),
  }),
);
type Named = z.output<typeof named>[number];

/** The customers whom a booking and its players name, locked. */
async function lockNamed(tx: Tx, reservationId: string): Promise<Named[]> {
  const rows = await tx.execute(sql`
    select c.id, c.club_id, c.email, c.user_id, c.merged_into, r.club_id as booked_club
    from reservations r join customers c on c.id = r.customer_id
      or c.id in (select customer_id from participants where reservation_id = r.id)
    where r.id = ${reservationId}::uuid order by c.id for update of c`);
  return named.parse([...rows]);
}

/** Names a person of the booking's own club in place of one of another club, with the same words. */
export async function nameAtOwnClub(ctx: Context, reservationId: string): Promise<void> {
  await transaction(async (tx) => {
    for (const { id, club_id, booked_club, email } of await lockNamed(tx, reservationId)) {
      if (club_id === booked_club) continue;
      await rename(tx, ctx, reservationId, id, await findOrCopy(tx, id, booked_club));
      if (email !== null) await linkCustomers(tx, email);
    }
  });
}

/** The club's person with the same account or address, else a copy. */
async function findOrCopy(tx: Tx, id: string, clubId: number): Promise<string> {
  const [known] = await tx.execute<{ id: string }>(sql`
    select own.id from customers c join customers own on own.club_id = ${clubId} and own.merged_into is null
      and (own.user_id = c.user_id or own.email = c.email)
    where c.id = ${id}::uuid limit 1`);
  if (known) return known.id;
  const [copy] = await tx.execute<{ id: string }>(sql`
    insert into customers (id, club_id, name, email, phone, words)
    select gen_random_uuid(), ${clubId}, coalesce(c.name, u.name, '—'), c.email, c.phone, c.words
    from customers c left join users u on u.id = c.user_id where c.id = ${id}::uuid
    returning id`);
  if (!copy) throw new Error('a locked row is there');
  return copy.id;
}

/** Names the person who took the place of a merged one. */
export async function nameSurvivor(ctx: Context, reservationId: string): Promise<void> {
  await transaction(async (tx) => {
    for (const { id, merged_into } of await lockNamed(tx, reservationId)) {
      if (merged_into !== null) await rename(tx, ctx, reservationId, id, merged_into);
    }
  });
}

/** Gives the bookings of a person with an account to the account. */
export async function nameTheAccount(ctx: Context, reservationId: string): Promise<void> {
  await transaction(async (tx) => {
    for (const { id, user_id } of await lockNamed(tx, reservationId)) {
      if (user_id === null) continue;
      await moveToAccount(tx, [id], user_id);
      await recordMove(tx, ctx, id, { reservation: reservationId, account: user_id });
    }
  });
}

/** Somebody with an account is named by it. */
async function rename(tx: Tx, ctx: Context, reservationId: string, from: string, to: string): Promise<void> {
  await tx.execute(sql`update reservations set customer_id = ${to}::uuid
    where id = ${reservationId}::uuid and customer_id = ${from}::uuid`);
  await tx.execute(sql`update participants set customer_id = ${to}::uuid
    where reservation_id = ${reservationId}::uuid and customer_id = ${from}::uuid`);
  const [row] = await tx.select({ userId: customers.userId }).from(customers).where(eq(customers.id, to));
  if (row?.userId) await moveToAccount(tx, [to], row.userId);
  await recordMove(tx, ctx, to, { reservation: reservationId, was: from });
}

/** Lets a merged row lead to the last one of its chain. One that leads to another club or round in a circle stands alone. */
export async function endMergeChain(ctx: Context, id: string): Promise<void> {
  await transaction(async (tx) => {
    const [end] = await tx.execute<{ id: string }>(sql`
      with recursive way as (
        select id, merged_into, club_id, 0 as step from customers where id = ${id}::uuid
        union all
        select c.id, c.merged_into, c.club_id, step + 1 from way join customers c on c.id = way.merged_into
        where step < 20 and c.club_id = way.club_id
      )
      select id from way where merged_into is null and step > 0`);
    const survivor = end?.id ?? null;
    await tx.execute(
      sql`update customers set merged_into = ${survivor}::uuid, updated_at = now() where id = ${id}::uuid`,
    );
    await recordMove(tx, ctx, id, { merged_into: survivor });
  });
}

const recordMove = (tx: Tx, ctx: Context, entityId: string, detail: Record<string, unknown>) =>
  recordChange(tx, ctx, { entity: 'customer', entityId, from: null, to: 'mended', detail, asStaff: true });
