import type { Actor, Context, Person, StaffRole } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';

/** The least role at a club for each act there. Operators may do all of them. */
export const LEAST_ROLE = {
  changeBookings: 'desk',
  refundAnyAmount: 'manager',
  overrideRefundPolicy: 'manager',
  changePrices: 'manager',
  changeClub: 'owner',
  deleteClub: 'owner',
} as const satisfies Record<string, StaffRole>;

const RANK: Record<StaffRole, number> = { desk: 1, manager: 2, owner: 3 };

/**
 * The signed-in person.
 * @throws AppError `unauthenticated` when nobody is signed in
 */
export function requireActor({ actor }: Context): Person {
  if (actor.kind === 'person') return actor;
  throw new AppError('unauthenticated', 'Sign in to do this.');
}

/**
 * The signed-in operator.
 * @throws AppError `unauthenticated`, `forbidden`
 */
export function requireOperator(ctx: Context): Person {
  const person = requireActor(ctx);
  if (person.operator) return person;
  throw new AppError('forbidden', 'Only the operators of Pista may do this.');
}

/** Whether this actor holds at least that role at the club. Operators and Pista's own jobs always do. */
export function isStaff(actor: Actor, clubId: number, least: StaffRole = 'desk'): boolean {
  if (actor.kind !== 'person') return actor.kind === 'system';
  const role = roleAt(actor, clubId);
  return actor.operator || (role !== null && RANK[role] >= RANK[least]);
}

/**
 * The signed-in person with at least that role at this club: `requireStaff(ctx, club.id, LEAST_ROLE.changePrices)`.
 * @throws AppError `not_found` at another club, so that it reveals nothing; `forbidden` for too low a role
 */
export function requireStaff(ctx: Context, clubId: number, least: StaffRole = 'desk'): Actor {
  const { actor } = ctx;
  if (isStaff(actor, clubId, least)) return actor;
  if (roleAt(requireActor(ctx), clubId) === null) throw notFound('club');
  throw new AppError('forbidden', `At this club only a ${least} may do this.`);
}

const roleAt = (person: Person, clubId: number): StaffRole | null =>
  person.staff.find((entry) => entry.clubId === clubId)?.role ?? null;
