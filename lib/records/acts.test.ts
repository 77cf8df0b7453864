import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { transaction } from '@/db';
import { acts, reservations } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { MINUTE_MS, dayBounds, localDateOf } from '@/lib/core/time';
import { makeClub, makeReservation, makeUser, personContext } from '@/test/factories';
import { reservationChange, writeAct } from './acts';

const SECOND_MS = 1000;

async function lastingAt(club: Parameters<typeof makeClub>[0], lasts: 'seconds' | 'day' | 'hours24') {
  const { id: clubId, timeZone } = await makeClub(club);
  const by = await makeUser();
  const act = await transaction((tx) =>
    writeAct(tx, personContext(by), { clubId, kind: 'lock', changes: [], summary: {}, lasts }),
  );
  return { act, by, clubId, timeZone, leftMs: act.undoUntil.getTime() - Date.now() };
}

describe('an act can be undone', () => {
  test.each([0, 10, 60])('for the %i seconds of its club', async (undoSeconds) => {
    const { leftMs } = await lastingAt({ undoSeconds }, 'seconds');
    expect(leftMs).toBeLessThanOrEqual(undoSeconds * SECOND_MS);
    expect(leftMs).toBeGreaterThan((undoSeconds - 5) * SECOND_MS);
  });

  test.each(['Europe/Madrid', 'Atlantic/Canary', 'America/Mexico_City'])(
    'until the day ends on the clock of %s',
    async (timeZone) => {
      const { act } = await lastingAt({ timeZone }, 'day');
      expect(act.undoUntil.getTime()).toBe(dayBounds(localDateOf(Date.now(), timeZone), timeZone).endsAt);
    },
  );

  test('for 24 hours', async () => {
    const { leftMs } = await lastingAt({}, 'hours24');
    expect(Math.abs(leftMs - 24 * 60 * MINUTE_MS)).toBeLessThan(5 * SECOND_MS);
  });
});

test('an act says who did it, where and by which request', async () => {
  const { act, by, clubId } = await lastingAt({}, 'seconds');
  const [row] = await transaction((tx) => tx.select().from(acts).where(eq(acts.id, act.id)));
  expect(row).toMatchObject({
    clubId,
    by: by.id,
    requestId: expect.any(String),
    undoneAt: null,
    toldAt: null,
  });
});

test('an act is done by a person or a visitor, and by no job', async () => {
  const { id: clubId } = await makeClub();
  const done = { clubId, kind: 'lock', changes: [], summary: {}, lasts: 'seconds' } as const;
  await expect(transaction((tx) => writeAct(tx, systemContext('test'), done))).rejects.toThrow(
    'a person or a visitor',
  );
});

test('a change of a reservation holds the changed columns alone, and the revision it left behind', async () => {
  const before = await makeReservation({ note: 'Wants the cold court', title: 'Liga' });
  const [after] = await transaction((tx) =>
    tx.update(reservations).set({ note: null }).where(eq(reservations.id, before.id)).returning(),
  );
  expect(after && reservationChange(before, after)).toEqual({
    entity: 'reservation',
    id: before.id,
    before: { note: 'Wants the cold court' },
    after: { note: null, status: 'confirmed' },
    revision: before.revision + 1,
  });
  expect(reservationChange(null, before)).toMatchObject({ before: null, after: { status: 'confirmed' } });
});
