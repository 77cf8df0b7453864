import { createHash } from 'node:crypto';
import type { Club, PriceRuleRow } from '@/lib/catalogue/catalogue';
import { AppError } from '@/lib/core/errors';
import { toDecimal } from '@/lib/core/money';
import { isoWithOffset } from '@/lib/core/time';
import { changedPrices, type PriceCell } from './compare-prices';

/** So many of the changed starts are shown. */
const SHOWN = 200;

/** What new rules change for the public within fourteen days, in starts of a court and a length. */
export type PriceChanges = {
  dearer: number;
  cheaper: number;
  newlySold: number;
  unsold: { hash: string; count: number; cells: readonly PriceCell[] };
  /** The first of those that become dearer or cheaper. */
  changed: readonly PriceCell[];
};

/** Compares the rules of a club with others. */
export function changesOf(club: Club, after: readonly PriceRuleRow[], nowMs: number): PriceChanges {
  const cells = changedPrices(club, { before: club.priceRules, after }, nowMs);
  const unsold = cells.filter((cell) => cell.after === null);
  const changed = cells.filter((cell) => cell.before !== null && cell.after !== null);
  const dearer = changed.filter((cell) => (cell.after ?? 0) > (cell.before ?? 0));
  return {
    dearer: dearer.length,
    cheaper: changed.length - dearer.length,
    newlySold: cells.filter((cell) => cell.before === null).length,
    unsold: { hash: hashOf(unsold), count: unsold.length, cells: unsold.slice(0, SHOWN) },
    changed: changed.slice(0, SHOWN),
  };
}

const hashOf = (cells: readonly PriceCell[]): string =>
  createHash('sha256')
    .update(cells.map(({ courtId, startsAt, minutes }) => `${courtId} ${startsAt} ${minutes}`).join('\n'))
    .digest('base64url')
    .slice(0, 22);

/**
 * Refuses rules that leave starts unsold, unless exactly those are acknowledged.
 * @throws AppError `conflict` with `unsold`
 */
export function refuseUnsold(
  club: Club,
  unsold: PriceChanges['unsold'],
  acknowledged: string | undefined,
): void {
  if (unsold.count === 0 || acknowledged === unsold.hash) return;
  throw new AppError(
    'conflict',
    'These rules leave starts without a price: acknowledge that they are not sold.',
    { details: { unsold: unsoldJson(club, unsold) } },
  );
}

/** The starts that are no longer sold, as the API writes them. */
export const unsoldJson = (club: Club, { cells, ...unsold }: PriceChanges['unsold']) => ({
  ...unsold,
  cells: cells.map((cell) => priceCellJson(club, cell)),
});

/** A changed start as the API writes it. */
export const priceCellJson = (
  { timeZone, currency }: Pick<Club, 'timeZone' | 'currency'>,
  { courtId, startsAt, minutes, before, after }: PriceCell,
) => ({
  court_id: courtId,
  starts_at: isoWithOffset(startsAt, timeZone),
  duration: minutes,
  before: before === null ? null : toDecimal(before, currency),
  after: after === null ? null : toDecimal(after, currency),
});
