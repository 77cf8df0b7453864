import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { apiTokens } from '@/db/schema';
import { rolesFor } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { endKeys } from '../end-api-tokens';

/** Whether a row of `api_tokens` is a club's key whose maker may no longer make keys there. */
export const IS_LOST = sql`api_tokens.club_id is not null and not exists (
  select from users maker where maker.id = api_tokens.user_id and maker.disabled_at is null and maker.erased_at is null
    and (maker.operator_since is not null or exists (
      select from staff_roles r where r.user_id = maker.id and r.club_id = api_tokens.club_id
        and r.revoked_at is null and r.role in (${sql.join([...rolesFor('apiKeys')], sql`, `)}))))`;

/** Revokes the keys that a person made for clubs where they may make none any more. */
export async function endLostKeys(tx: Tx, after: After, ctx: Context, makerId: string): Promise<void> {
  await endKeys(tx, after, ctx, and(eq(apiTokens.userId, makerId), IS_LOST));
}
