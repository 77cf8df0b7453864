import { and, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import { db } from '@/db';
import { staffRoles, users } from '@/db/schema';
import { MAY } from '@/lib/auth/permissions';

/** Whoever asks for the changes of a club's board. */
type BoardReader = { userId: string; clubId: number };

/** Those who may see the board, by the roles of this moment. A socket's own identity may be older. */
export async function onlyBoardReaders<Reader extends BoardReader>(
  asking: readonly Reader[],
): Promise<Reader[]> {
  if (asking.length === 0) return [];
  const ids = [...new Set(asking.map(({ userId }) => userId))];
  const rows = await db()
    .select({ userId: users.id, operatorSince: users.operatorSince, clubId: staffRoles.clubId })
    .from(users)
    .leftJoin(
      staffRoles,
      and(
        eq(staffRoles.userId, users.id),
        isNull(staffRoles.revokedAt),
        inArray(staffRoles.role, [...MAY.seePlanner]),
      ),
    )
    .where(and(inArray(users.id, ids), or(isNotNull(users.operatorSince), isNotNull(staffRoles.id))));
  return asking.filter((reader) =>
    rows.some(
      ({ userId, operatorSince, clubId }) =>
        userId === reader.userId && (operatorSince !== null || clubId === reader.clubId),
    ),
  );
}
