import { and, isNull, type SQL } from 'drizzle-orm';
import type { Tx } from '@/db';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { moveWhere } from '@/lib/ledger/states';

/** Closes the open payments without a stored intent, whose secret nobody has. Returns their ids. */
export const closeUnsaved = (tx: Tx, ctx: Context, among: SQL): Promise<string[]> =>
  moveWhere(tx, ctx, 'payment', 'pending', 'cancelled', and(among, isNull(payments.paymentIntentId)));
