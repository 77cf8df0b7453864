import { and, isNull } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Tx } from '@/db';
import { dues, type reservations } from '@/db/schema';
import { actorName, type Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';

export type Due = typeof dues.$inferSelect;

/** Whether a due is neither paid nor waived. */
export const IS_OPEN = and(isNull(dues.settledAt), isNull(dues.waivedAt));

type Owing = {
  reservation: Pick<typeof reservations.$inferSelect, 'id' | 'clubId' | 'currency'>;
  /** Positive is owed to the club, negative by it. Not 0. */
  amountMinor: number;
  cause: Due['cause'];
  dueBy?: Date | null;
  /** The seat whose share it is. */
  participantPosition?: number | null;
  /** The first due of which this is the rest. */
  splitOf?: string;
  asStaff?: boolean;
};

/** Writes that something is owed for a reservation. The caller holds its lock. */
export async function openDue(
  tx: Tx,
  ctx: Context,
  { reservation, asStaff = true, ...owing }: Owing,
): Promise<Due> {
  const { id: reservationId, clubId, currency } = reservation;
  const createdBy = actorName(ctx.actor, asStaff);
  const row = { id: v7(), clubId, reservationId, currency, createdBy, ...owing };
  const [due] = await tx.insert(dues).values(row).returning();
  if (!due) throw new Error('an insert without a conflict returns its row');
  const detail = { reservation_id: reservationId, amount_minor: due.amountMinor, currency, cause: due.cause };
  await recordChange(tx, ctx, { entity: 'due', entityId: due.id, from: null, to: 'open', detail, asStaff });
  return due;
}
