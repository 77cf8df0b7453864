import type { Context, StaffRole } from '@/lib/core/context';
import {
  makeCourt,
  makeReservation,
  makeStaff,
  makeUser,
  personContext,
  type Reservation,
} from './factories';

/** A new person with this role at a club, as they act there. */
export async function staffOf(clubId: number, role: StaffRole = 'desk'): Promise<Context> {
  const user = await makeUser({ name: `Marta ${role}` });
  await makeStaff(user.id, clubId, role);
  return personContext(user, { staff: [{ clubId, role }] });
}

/** The id of whoever acts. */
export const idOf = ({ actor }: Context): string => (actor.kind === 'person' ? actor.userId : '');

/** A confirmed booking of 45 € for which nobody has paid, with somebody at its club's desk. */
export async function unpaid(overrides: Parameters<typeof makeReservation>[0] = {}) {
  const { id: courtId, clubId } = await makeCourt();
  const reservation: Reservation = await makeReservation({ courtId, clubId, ...overrides });
  return { reservation, clubId, desk: await staffOf(clubId), manager: await staffOf(clubId, 'manager') };
}
