import { v7 } from 'uuid';
import type { Tx } from '@/db';
import { type LateReason, type RefundCause, type RefundReason, refunds } from '@/db/schema';
import { actorName, type Context } from '@/lib/core/context';
import type { Act } from '@/lib/records/acts';
import { recordFirst } from './states';

/** An amount to give back, and why. */
type Asked = {
  paymentId: string;
  amountMinor: number;
  currency: string;
  cause: RefundCause;
  lateBecause?: LateReason;
  /** The reason for Stripe, by default that the customer asked for it. */
  reason?: RefundReason;
  note?: string;
  /** Names the request, so that a repeat finds the refund. */
  requestKey?: string;
  asStaff?: boolean;
  /** The act of staff that asks for it. It is not sent before the act can no longer be undone. */
  notBefore?: Act | null;
  /** The audit's detail beside the cause. */
  detail?: Record<string, unknown>;
};

/**
 * Writes a refund into the transaction that decides on it and returns its id. The caller holds the payment's lock,
 * and sends or nudges the refund after the commit (`nudgeRefund` takes the act too).
 */
export async function requestRefund(tx: Tx, ctx: Context, asked: Asked): Promise<string> {
  const made = rowOf(ctx, asked);
  await write(tx, ctx, [made]);
  return made.row.id;
}

/** The same for many at once. Returns their ids. */
export async function requestRefunds(tx: Tx, ctx: Context, all: readonly Asked[]): Promise<string[]> {
  const made = all.map((asked) => rowOf(ctx, asked));
  if (made.length > 0) await write(tx, ctx, made);
  return made.map(({ row }) => row.id);
}

function rowOf(ctx: Context, { asStaff = false, detail, notBefore: act, ...asked }: Asked) {
  const waits = act && { actId: act.id, notBefore: act.undoUntil };
  const row = { ...asked, ...waits, id: v7(), requestedBy: actorName(ctx.actor, asStaff) };
  return { row, told: { id: row.id, asStaff, detail: { cause: asked.cause, ...detail } } };
}

async function write(tx: Tx, ctx: Context, made: readonly ReturnType<typeof rowOf>[]): Promise<void> {
  await tx.insert(refunds).values(made.map(({ row }) => row));
  await recordFirst(tx, ctx, 'refund', 'requested', ...made.map(({ told }) => told));
}
