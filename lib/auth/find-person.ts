import { and, eq, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { secondFactors, staffRoles, users } from '@/db/schema';
import type { Person } from '@/lib/core/context';

/** The facts of an account on which permissions depend. */
export type Account = Omit<Person, 'kind' | 'via'> & {
  sessionVersion: number;
  /** Whether a second factor is asked for. */
  hasFactor: boolean;
};

/** One account with its active staff roles, in one query. Null when it is disabled, erased or unknown. */
export async function findPerson(userId: string): Promise<Account | null> {
  const rows = await db()
    .select({
      email: users.email,
      name: users.name,
      operatorSince: users.operatorSince,
      sessionVersion: users.sessionVersion,
      factorSince: secondFactors.confirmedAt,
      staff: { clubId: staffRoles.clubId, role: staffRoles.role },
    })
    .from(users)
    .leftJoin(staffRoles, and(eq(staffRoles.userId, users.id), isNull(staffRoles.revokedAt)))
    .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
    .where(and(eq(users.id, userId), isNull(users.disabledAt), isNull(users.erasedAt)));
  const [first] = rows;
  if (!first) return null;
  return {
    userId,
    email: first.email,
    name: first.name,
    operator: first.operatorSince !== null,
    sessionVersion: first.sessionVersion,
    hasFactor: first.factorSince !== null,
    staff: rows.flatMap(({ staff }) => (staff ? [staff] : [])),
  };
}
