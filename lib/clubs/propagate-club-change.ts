import { refreshSearchIndex } from '@/lib/availability/refresh-search-index';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { invalidateTags } from '@/lib/services/redis/invalidate-cache';
import { finishDeletion } from './finish-deletion';
import { findOperation } from './get-operation';
import { invalidateClub } from './invalidate-club';
import type { OperationService } from './start-operation';
import { updateOperation } from './update-operation';

/**
 * Completes an operation: an interrupted deletion, then cache and search index. Safe to run any number of times, also
 * after it was given up.
 * @throws AppError `service_unavailable` while the cache is away, after the search index was done
 */
export async function propagateClubChange(ctx: Context, operationId: string): Promise<void> {
  const operation = await findOperation(operationId);
  if (!operation) throw notFound('operation');
  const clubId = operation.kind === 'clubs_synced' ? null : Number(operation.objectId);
  const waits = (service: OperationService) =>
    operation.services[service] === 'pending' || operation.services[service] === 'failed';
  if (waits('database') && clubId !== null) await finishDeletion(ctx, operationId, clubId);
  if (waits('search')) {
    await refreshSearchIndex(clubId);
    await updateOperation({ operationId, service: 'search' }, { status: 'completed' });
  }
  if (waits('cache') && !(await forgetCached(operationId, clubId))) {
    throw new AppError('service_unavailable', 'The cache could not be told.', { retryAfterSeconds: 5 });
  }
}

/** Does the cache's part of an operation. False when the cache could not be reached. */
export async function forgetCached(operationId: string, clubId: number | null): Promise<boolean> {
  const told = clubId === null ? await invalidateTags('clubs') : await invalidateClub(clubId);
  if (told) await updateOperation({ operationId, service: 'cache' }, { status: 'completed' });
  return told;
}

/**
 * Marks as failed what cache or search index still lack, once nobody will try again. The database's own part is never
 * given up; the sweep continues it.
 */
export async function failOperation(operationId: string, lastError: string): Promise<void> {
  if ((await findOperation(operationId))?.services.database === 'pending') return;
  for (const service of ['cache', 'search'] as const) {
    await updateOperation({ operationId, service }, { status: 'failed', lastError });
  }
}
