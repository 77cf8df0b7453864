import { requireActor, requireMay } from '@/lib/auth/permissions';
import { type Club, findClubs, getClub } from '@/lib/catalogue/catalogue';
import type { Context, Person, StaffRole } from '@/lib/core/context';
import { sitePaths } from '@/lib/core/i18n/site-paths';

/** A club as one of its staff sees it. */
export type Desk = {
  club: Club;
  /** An operator has no role there. */
  role: StaffRole | 'operator';
  person: Person;
  /** The clubs where this person has a role. */
  ownClubs: readonly Club[];
};

/**
 * The club whose pages are asked for, by id or slug.
 * @throws AppError `unauthenticated`; `not_found` for an unknown club and for one without a role there
 */
export async function openDesk(ctx: Context, idOrSlug: string): Promise<Desk> {
  const person = requireActor(ctx);
  const club = await getClub(idOrSlug);
  requireMay(ctx, club.id, 'seeSetUp');
  const role = person.staff.find(({ clubId }) => clubId === club.id)?.role ?? 'operator';
  return { club, role, person, ownClubs: await listOwnClubs(person) };
}

/**
 * Where a person's work with Pista begins, as a path without its language: the operators' pages, or their first club by
 * name. Null for a player.
 */
export async function findWorkplace(person: Person): Promise<string | null> {
  if (person.operator) return sitePaths.ops;
  const [first] = await listOwnClubs(person);
  return first ? sitePaths.desk(first.slug) : null;
}

/** The clubs where this person has a role, by name. Deleted ones are left out. */
export async function listOwnClubs({ staff }: Person): Promise<readonly Club[]> {
  const own = await findClubs(staff.map(({ clubId }) => clubId));
  return [...own.values()].sort((a, b) => a.name.localeCompare(b.name));
}
