/** What of some payments goes back in any case, by their ids: those of players who paid their share. */
export type BySharer = ReadonlyMap<string, number>;

/** What came for a reservation and can still go back: by payments, newest first, and at the desk. */
type PaidParts<Card> = { cards: readonly Card[]; till: { leftMinor: number } };

/** The parts of a refund, none of them 0 but for the till's. */
export type RefundSplit<Card> = { cards: { card: Card; amountMinor: number }[]; tillMinor: number };

/**
 * Divides a refund by how the money came: first what each sharer gets, then by card from the newest payment on, then at
 * the desk. No part exceeds what is left of that way.
 * @throws RangeError when more is granted than is left
 */
export function splitRefund<Card extends { id: string; leftMinor: number }>(
  { cards, till }: PaidParts<Card>,
  grantedMinor: number,
  bySharer: BySharer = new Map(),
): RefundSplit<Card> {
  let openMinor = grantedMinor;
  const take = (leftMinor: number): number => {
    const amountMinor = Math.min(Math.max(leftMinor, 0), openMinor);
    openMinor -= amountMinor;
    return amountMinor;
  };
  const sharers = cards.flatMap((card) => {
    const amountMinor = bySharer.get(card.id);
    return amountMinor === undefined
      ? []
      : [{ card, amountMinor: take(Math.min(amountMinor, card.leftMinor)) }];
  });
  const others = cards.filter(({ id }) => !bySharer.has(id));
  const byCard = [...sharers, ...others.map((card) => ({ card, amountMinor: take(card.leftMinor) }))];
  const tillMinor = take(till.leftMinor);
  if (openMinor !== 0) throw new RangeError(`${openMinor} more is granted than is left`);
  return { cards: byCard.filter(({ amountMinor }) => amountMinor > 0), tillMinor };
}

/** All that is left of what came. */
export const leftOfAll = ({ cards, till }: PaidParts<{ leftMinor: number }>): number =>
  cards.reduce((sum, { leftMinor }) => sum + leftMinor, till.leftMinor);
