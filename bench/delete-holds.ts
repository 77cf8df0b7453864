import type postgres from 'postgres';

/** Deletes the holds of the big example, which has none, with what is owed for them. Their audit stays. */
export async function deleteHolds(sql: postgres.Sql): Promise<void> {
  await sql`delete from payments where reservation_id in
    (select id from reservations where status in ('payment_pending', 'pending', 'expired'))`;
  await sql`delete from reservations where status in ('payment_pending', 'pending', 'expired')`;
}
