import { isDatabaseDown, isDatabaseUnavailable } from '@/db/failure';
import { isAppError } from '@/lib/core/errors';
import { keptMessage } from '@/lib/core/redact';
import type { Finding } from '@/lib/records/findings';
import { isBreakerOpen } from '@/lib/services/call/call';
import { StoredFailure } from '@/lib/services/call/idempotent-send';
import { UnreadableReply } from '@/lib/services/call/read-reply';

/** What a run over many objects mended, and what a person must look at. */
export type Mended = {
  repaired: number;
  open: Finding[];
  /** Objects that met an outage one after the other, and nothing since that did not. */
  outages: Finding[];
};

/** A run in parts of which a broken one holds up no other. */
export type Run = Omit<Mended, 'outages'> & {
  /** The issues that a broken part could not look for. */
  unchecked: string[];
  failures: unknown[];
};

/** So many outages one after the other are not the fault of the objects they befell. */
const MAX_OUTAGES = 3;

/** Whether a service or the database is away: that heals by itself and befalls every other object too. */
export const isAway = (error: unknown): boolean =>
  !(error instanceof UnreadableReply || error instanceof StoredFailure) &&
  (isAppError(error, 'service_unavailable') || isDatabaseUnavailable(error));

/**
 * Does something about one object of many: what it trips over becomes a finding, and holds up nothing else. An outage
 * may be that object's alone: it ends the run only with the breaker or the database, or when others follow it.
 */
export async function orFind(mended: Mended, finding: Finding, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const found = { ...finding, detail: { ...finding.detail, failed: keptMessage(error) } };
    if (isAway(error)) {
      mended.outages.push(found);
      const isNobodysOwn = isBreakerOpen(error) || isDatabaseDown(error);
      if (isNobodysOwn || mended.outages.length === MAX_OUTAGES) throw error;
      return;
    }
    mended.open.push(found);
  }
  keepOutages(mended);
}

/** They were those objects' own: somebody else got through. */
const keepOutages = ({ open, outages }: Mended) => open.push(...outages.splice(0));

export const beginRun = (): Run => ({ repaired: 0, open: [], unchecked: [], failures: [] });

/**
 * Does one part of a run; undefined when it broke, of which `failures` tells.
 * @param issues what the part looks for
 */
export async function tryPart<T>(
  run: Run,
  issues: readonly string[],
  work: (mended: Mended) => Promise<T>,
): Promise<T | undefined> {
  const mended: Mended = { repaired: 0, open: [], outages: [] };
  try {
    const result = await work(mended);
    keepOutages(mended);
    return result;
  } catch (error) {
    run.unchecked.push(...issues);
    run.failures.push(error);
    return undefined;
  } finally {
    run.repaired += mended.repaired;
    run.open.push(...mended.open);
  }
}
