import { refreshSearchIndex } from '@/lib/availability/refresh-search-index';
import { invalidateClub } from '@/lib/clubs/invalidate-club';
import { AppError, notFound } from '@/lib/errors';
import { invalidateTags } from '@/lib/services/invalidate-cache';
import { findOperation } from './get-operation';
import { updateOperation } from './update-operation';

/**
 * Brings cache and search index to what the database says since an operation's commit; safe to run any number of
 * times.
 * @throws AppError `service_unavailable` while the cache is away, after the search index was seen to
 */
export async function spreadChange(operationId: string): Promise<void> {
  const operation = await findOperation(operationId);
  if (!operation) throw notFound('operation');
  const clubId = operation.kind === 'clubs_synced' ? null : Number(operation.objectId);
  if (operation.services.search === 'pending') {
    await refreshSearchIndex(clubId);
    await updateOperation({ operationId, service: 'search' }, { status: 'completed' });
  }
  if (operation.services.cache === 'pending' && !(await forgetCached(operationId, clubId))) {
    throw new AppError('service_unavailable', 'The cache could not be told.', { retryAfterSeconds: 5 });
  }
}

/** Does the cache's part of an operation; false when the cache could not be reached. */
export async function forgetCached(operationId: string, clubId: number | null): Promise<boolean> {
  const told = clubId === null ? await invalidateTags('clubs') : await invalidateClub(clubId);
  if (told) await updateOperation({ operationId, service: 'cache' }, { status: 'completed' });
  return told;
}

/** Marks as failed whatever an operation still waits for, once nobody will try again. */
export async function failOperation(operationId: string, lastError: string): Promise<void> {
  for (const service of ['cache', 'search'] as const) {
    await updateOperation({ operationId, service }, { status: 'failed', lastError });
  }
}
