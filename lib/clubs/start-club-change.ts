import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import type { Context } from '@/lib/core/context';
import { nudge, nudgeOperation } from '@/lib/services/inngest/jobs';
import { forgetCached } from './propagate-club-change';
import { startOperation } from './start-operation';

/**
 * Makes what a transaction changes of a club known: the cache hears of it when the commit stands, and the search index
 * follows. Returns the id of the operation that shows how far it is.
 */
export async function startClubChange(tx: Tx, after: After, ctx: Context, clubId: number): Promise<string> {
  const services = ['database', 'cache', 'search'] as const;
  const operationId = await startOperation(tx, ctx, { kind: 'club_changed', objectId: clubId, services });
  after(() => forgetCached(operationId, clubId));
  after(nudge, nudgeOperation(operationId));
  return operationId;
}
