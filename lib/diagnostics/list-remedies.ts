import { desc, eq, sql } from 'drizzle-orm';
import { db } from '@/db';
import { audit, users } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { type Remedy, remedySchema } from './remedy';

const SHOWN = 20;

export type AppliedRemedy = {
  id: number;
  at: Date;
  remedy: Remedy;
  /** The mail address of the operator, null once erased. */
  who: string | null;
  requestId: string | null;
};

/**
 * The remedies of operators, newest first.
 * @throws AppError forbidden for anybody but an operator
 */
export async function listRemedies(ctx: Context): Promise<AppliedRemedy[]> {
  requireOperator(ctx);
  const rows = await db()
    .select({
      id: audit.id,
      at: audit.at,
      detail: audit.detail,
      who: users.email,
      requestId: audit.requestId,
    })
    .from(audit)
    .leftJoin(users, sql`${users.id} = split_part(${audit.actor}, ':', 2)::uuid`)
    .where(eq(audit.entity, 'service'))
    .orderBy(desc(audit.id))
    .limit(SHOWN);
  return rows.map(({ detail, ...row }) => ({ ...row, remedy: remedySchema.parse(detail) }));
}
