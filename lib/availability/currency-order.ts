type Priced = { club: { currency: string } };

/**
 * Sorts prices of one currency together, since two currencies cannot be compared. The most frequent currency comes
 * first, then by code.
 */
export function byCurrency<Item extends Priced>(found: readonly Item[]): (a: Item, b: Item) => number {
  const counts = new Map<string, number>();
  for (const { club } of found) counts.set(club.currency, (counts.get(club.currency) ?? 0) + 1);
  const commonFirst = [...counts].sort(
    ([codeA, countA], [codeB, countB]) => countB - countA || (codeA < codeB ? -1 : 1),
  );
  const place = new Map(commonFirst.map(([code], index) => [code, index]));
  return (a, b) => (place.get(a.club.currency) ?? 0) - (place.get(b.club.currency) ?? 0);
}
