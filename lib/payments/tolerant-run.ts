import { isDatabaseDown, isDatabaseUnavailable } from '@/db/failure';
import { isAppError } from '@/lib/core/errors';
import { keptMessage } from '@/lib/core/redact';
import type { Finding } from '@/lib/records/findings';
import { isBreakerOpen } from '@/lib/services/call/call';
import { StoredFailure } from '@/lib/services/call/idempotent-send';
import { UnreadableReply } from '@/lib/services/call/read-reply';

/** The repairs of a run over many objects, and what a person must look at. */
export type Mended = {
  repaired: number;
  open: Finding[];
  /** Objects that met an outage in sequence, without a success since. */
  outages: Finding[];
};

/** A run in parts of which a broken one holds up no other. */
export type Run = Omit<Mended, 'outages'> & {
  /** The issues that a broken part could not look for. */
  unchecked: string[];
  failures: unknown[];
};

/** So many outages in sequence are no longer the objects' own. */
const MAX_OUTAGES = 3;

/** Whether a service or the database is away, which passes and affects every object. */
export const isAway = (error: unknown): boolean =>
  !(error instanceof UnreadableReply || error instanceof StoredFailure) &&
  (isAppError(error, 'service_unavailable') || isDatabaseUnavailable(error));

/**
 * Handles one object of many, whose error becomes a finding and stops no other. An outage ends the run only with an
 * open breaker, a dead database, or others in sequence.
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

/** Those outages were the objects' own, because another object succeeded. */
const keepOutages = ({ open, outages }: Mended) => open.push(...outages.splice(0));

export const beginRun = (): Run => ({ repaired: 0, open: [], unchecked: [], failures: [] });

/**
 * Runs one part of a run. Undefined when it failed, which `failures` records.
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
