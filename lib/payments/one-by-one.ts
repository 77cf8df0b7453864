import { isDatabaseUnavailable } from '@/db/failure';
import { isAppError } from '@/lib/errors';
import type { Finding } from '@/lib/findings';
import { UnreadableReply } from '@/lib/services/read-reply';
import { StoredFailure } from '@/lib/services/stored-failure';

/** What a run over many objects mended, and what a person must look at. */
export type Mended = { repaired: number; open: Finding[] };

/** Whether a service or the database is away: that heals by itself and befalls every other object too. */
export const isAway = (error: unknown): boolean =>
  !(error instanceof UnreadableReply || error instanceof StoredFailure) &&
  (isAppError(error, 'service_unavailable') || isDatabaseUnavailable(error));

/** Does something about one object of many: what it alone trips over becomes a finding, and holds up nothing else. */
export async function orFind(mended: Mended, finding: Finding, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isAway(error)) throw error;
    const failed = error instanceof Error ? error.message.slice(0, 300) : String(error);
    mended.open.push({ ...finding, detail: { ...finding.detail, failed } });
  }
}
