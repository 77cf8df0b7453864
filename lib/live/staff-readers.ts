import { and, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import { db } from '@/db';
import { staffRoles, users } from '@/db/schema';
import { rolesFor, type Verb } from '@/lib/auth/permissions';

/** Whoever asks to hear what a role at a club may hear. */
type StaffReader = { userId: string; clubId: number; verb: Verb };

/** Those who may, by the roles of this moment. A socket's own identity may be older. */
export async function onlyStaffReaders<Reader extends StaffReader>(
  asking: readonly Reader[],
): Promise<Reader[]> {
  if (asking.length === 0) return [];
  const ids = [...new Set(asking.map(({ userId }) => userId))];
  const rows = await db()
    .select({
      userId: users.id,
      operatorSince: users.operatorSince,
      clubId: staffRoles.clubId,
      role: staffRoles.role,
    })
    .from(users)
    .leftJoin(staffRoles, and(eq(staffRoles.userId, users.id), isNull(staffRoles.revokedAt)))
    .where(and(inArray(users.id, ids), or(isNotNull(users.operatorSince), isNotNull(staffRoles.id))));
  return asking.filter((reader) =>
    rows.some(
      ({ userId, operatorSince, clubId, role }) =>
        userId === reader.userId &&
        (operatorSince !== null ||
          (clubId === reader.clubId && role !== null && rolesFor(reader.verb).includes(role))),
    ),
  );
}
