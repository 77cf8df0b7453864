import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Visitor } from '@/lib/core/context';
import { readBooking } from '@/test/bookings';
import { visitorContext } from '@/test/factories';
import { leadOf, orCode, together } from '@/test/other-process/together';
import { useOtherProcess } from '@/test/other-process/use';
import { accounted, makeMovableAsGuest } from '@/test/own-moves';
import { useSandbox } from '@/test/sandbox';
import { untilItIs, untilWaiting, whileUnwritten } from '@/test/waiting';
import { withoutLocks } from '@/test/without-locks';
import { moveOwnBooking } from './move-own-booking';

const ROUNDS = 12;
const sandbox = useSandbox({ providers: ['stripe'] });
const other = useOtherProcess();

const returned = async (id: string) =>
  (await readBooking(id)).refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** Another browser, in which the mailed link of a booking was opened. */
const opened = (reservationId: string): Visitor => ({ visitorId: randomUUID(), bookings: [reservationId] });

describe('two moves of one booking without an account, in two browsers of two processes', () => {
  test('to cheaper places give the difference back once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reservationId, cheap, cheaper, ctx, wish } = await makeMovableAsGuest(sandbox());
      const second = opened(reservationId);
      await together(
        leadOf(round),
        () => orCode(moveOwnBooking(ctx, wish({ courtId: cheap.id })), 'conflict'),
        (at) => orCode(other().callAt(at, 'moveAsGuest', second, wish({ courtId: cheaper.id })), 'conflict'),
      );
      expect(await returned(reservationId)).toBe(1500);
      expect(await accounted(reservationId)).toBe(3000);
    }
  });

  test('control: give it back twice without locks', () =>
    withoutLocks(() =>
      untilItIs(3000, async () => {
        const { reservationId, cheap, cheaper, ctx, wish } = await makeMovableAsGuest(sandbox());
        const second = visitorContext(opened(reservationId));
        const both = await whileUnwritten('acts', async () => {
          const moves = [
            moveOwnBooking(ctx, wish({ courtId: cheap.id })),
            moveOwnBooking(second, wish({ courtId: cheaper.id })),
          ];
          await untilWaiting(2);
          return moves;
        });
        await Promise.allSettled(both);
        return returned(reservationId);
      }),
    ));
});
