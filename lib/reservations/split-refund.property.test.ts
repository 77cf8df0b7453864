import { expect, test } from 'vitest';
import { fc } from '@/test/fast-check';
import { leftOfAll, splitRefund } from './split-refund';

const minor = fc.nat(20_000);
const paid = fc.record({
  cards: fc.array(fc.record({ id: fc.uuid(), leftMinor: minor }), { maxLength: 4 }),
  till: fc.record({ leftMinor: minor }),
});
const granted = paid.chain((of) => fc.tuple(fc.constant(of), fc.nat(leftOfAll(of))));

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

test('the parts are the grant, and none exceeds what is left of the way it came', () => {
  fc.assert(
    fc.property(granted, ([of, grantedMinor]) => {
      const { cards, tillMinor } = splitRefund(of, grantedMinor);
      expect(sum(cards.map(({ amountMinor }) => amountMinor)) + tillMinor).toBe(grantedMinor);
      expect(tillMinor).toBeLessThanOrEqual(of.till.leftMinor);
      for (const { card, amountMinor } of cards) {
        expect(amountMinor).toBeGreaterThan(0);
        expect(amountMinor).toBeLessThanOrEqual(card.leftMinor);
      }
    }),
  );
});

test('a payment gives back only when all newer ones gave all, and the till only when all payments did', () => {
  fc.assert(
    fc.property(granted, ([of, grantedMinor]) => {
      const { cards, tillMinor } = splitRefund(of, grantedMinor);
      const gave = new Map(cards.map(({ card, amountMinor }) => [card, amountMinor]));
      const full = of.cards.map((card) => (gave.get(card) ?? 0) === card.leftMinor);
      of.cards.forEach((card, at) => {
        if (gave.has(card)) expect(full.slice(0, at)).not.toContain(false);
      });
      if (tillMinor > 0) expect(full).not.toContain(false);
    }),
  );
});

test('more than is left cannot be divided', () => {
  fc.assert(
    fc.property(paid, (of) => {
      expect(() => splitRefund(of, leftOfAll(of) + 1)).toThrow(RangeError);
    }),
  );
});
