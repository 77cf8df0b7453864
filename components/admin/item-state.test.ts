import { expect, test } from 'vitest';
import { stateOf } from './item-state';

const booking = { kind: 'booking', status: 'confirmed', owedMinor: 0, paidMinor: 3600 } as const;

test.each([
  ['a booking that owes nothing', {}, 'paid'],
  ['a free booking', { paidMinor: 0 }, 'paid'],
  ['a booking of which nothing is paid', { owedMinor: 3600, paidMinor: 0 }, 'owed'],
  ['a booking of which a part is paid', { owedMinor: 1600, paidMinor: 2000 }, 'part'],
  ['a running hold, whatever it owes', { status: 'payment_pending', owedMinor: 3600, paidMinor: 0 }, 'held'],
  ['a no-show, whatever it owes', { status: 'no_show', owedMinor: 3600, paidMinor: 0 }, 'no_show'],
  ['a walk-in', { kind: 'walk_in', owedMinor: 3600, paidMinor: 0 }, 'owed'],
  ['a block', { kind: 'block', paidMinor: 0 }, 'block'],
] as const)('%s reads %s', (_, change, state) => {
  expect(stateOf({ ...booking, ...change })).toBe(state);
});
