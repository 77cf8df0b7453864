import { and, eq, isNull, or } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Tx } from '@/db';
import { dues, type reservations } from '@/db/schema';
import { actorName, type Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';

export type Due = typeof dues.$inferSelect;

/** Whether a due is neither paid nor waived. */
export const IS_OPEN = and(isNull(dues.settledAt), isNull(dues.waivedAt));

/** The id under which a due is shown: that of the first one, also once a part was paid. */
export const shownId = ({ id, splitOf }: Pick<Due, 'id' | 'splitOf'>): string => splitOf ?? id;

/** Whether a due is shown under an id: the first one and its rests. */
export const isShownAs = (id: string) => or(eq(dues.id, id), eq(dues.splitOf, id));

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
export async function openDue(tx: Tx, ctx: Context, owing: Owing): Promise<Due> {
  const [due] = await openDues(tx, ctx, [owing]);
  if (!due) throw new Error('an insert without a conflict returns its row');
  return due;
}

/** The same for several, by one statement. */
export async function openDues(tx: Tx, ctx: Context, all: readonly Owing[]): Promise<Due[]> {
  if (all.length === 0) return [];
  const made = all.map((owing) => ({ owing, row: rowOf(ctx, owing) }));
  const opened = await tx
    .insert(dues)
    .values(made.map(({ row }) => row))
    .returning();
  const changes = made.map(
    ({ owing: { amountMinor, cause, asStaff = true }, row: { id, reservationId, currency } }) =>
      ({
        entity: 'due',
        entityId: id,
        from: null,
        to: 'open',
        detail: { reservation_id: reservationId, amount_minor: amountMinor, currency, cause },
        asStaff,
      }) as const,
  );
  await recordChange(tx, ctx, ...changes);
  return opened;
}

function rowOf(ctx: Context, { reservation, asStaff = true, ...owing }: Owing) {
  const { id: reservationId, clubId, currency } = reservation;
  return { id: v7(), clubId, reservationId, currency, createdBy: actorName(ctx.actor, asStaff), ...owing };
}
