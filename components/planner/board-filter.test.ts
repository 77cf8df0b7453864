import { expect, test } from 'vitest';
import { countBoard, passes } from './board-filter';

const item = (changes: Partial<Parameters<typeof passes>[0]>) => ({
  kind: 'booking' as const,
  status: 'confirmed' as const,
  channel: 'online' as const,
  seriesId: null,
  owedMinor: 0,
  paidMinor: 4500,
  ...changes,
});

const online = item({});
const byPhone = item({ channel: 'desk', owedMinor: 3600, paidMinor: 0 });
const walkIn = item({ kind: 'walk_in', channel: 'desk', owedMinor: 1000, paidMinor: 2000 });
const weekly = item({ channel: 'phone', seriesId: '01890000-0000-7000-8000-000000000000' });
const hold = item({ status: 'pending', owedMinor: 4500, paidMinor: 0 });
const block = item({ kind: 'block', channel: 'desk', paidMinor: 0 });

test('each kind and each state of money is counted, and a hold is no debt', () => {
  expect(countBoard([online, byPhone, walkIn, weekly, hold, block])).toEqual({
    all: 6,
    online: 1,
    desk: 1,
    walkIn: 1,
    series: 1,
    held: 1,
    blocked: 1,
    paid: 2,
    part: 1,
    owed: 1,
    owedMinor: 4600,
  });
});

test('a filter passes what it names, and none passes all', () => {
  const all = [online, byPhone, walkIn, hold, block];
  expect(all.filter((one) => passes(one, 'walkIn'))).toEqual([walkIn]);
  expect(all.filter((one) => passes(one, 'owed'))).toEqual([byPhone]);
  expect(all.filter((one) => passes(one, null))).toEqual(all);
});
