import { expect, test } from 'vitest';
import { changeDetails } from '@/lib/desk/bookings/change-details';
import { makeClub, makeCourt, makeReservation, makeUser, personContext } from '@/test/factories';
import { findUndoable } from './find-undoable';
import { undoAct } from './undo-act';

test('the last act on a booking is offered to who did it and to a manager, until it is undone', async () => {
  const club = await makeClub();
  const { id: courtId } = await makeCourt({ clubId: club.id });
  const [desk, colleague] = await Promise.all(
    [makeUser(), makeUser()].map(async (user) =>
      personContext(await user, { staff: [{ clubId: club.id, role: 'desk' }] }),
    ),
  );
  const manager = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'manager' }] });
  if (!desk || !colleague) throw new Error('two were made');
  const { id: reservationId, revision } = await makeReservation({ courtId });
  expect(await findUndoable(desk, club.id, reservationId)).toBeNull();

  const { act } = await changeDetails(desk, { reservationId, revision, note: 'Palas' });
  const ctx = { ...desk, now: new Date() };
  expect(await findUndoable(ctx, club.id, reservationId)).toMatchObject({ id: act.id, kind: 'details' });
  expect(await findUndoable({ ...manager, now: ctx.now }, club.id, reservationId)).toMatchObject({
    id: act.id,
  });
  expect(await findUndoable({ ...colleague, now: ctx.now }, club.id, reservationId)).toBeNull();
  const late = { ...ctx, now: new Date(act.undoUntil) };
  expect(await findUndoable(late, club.id, reservationId)).toBeNull();

  await undoAct(ctx, act.id);
  expect(await findUndoable(ctx, club.id, reservationId)).toBeNull();
});
