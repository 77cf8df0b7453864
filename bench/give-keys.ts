import type postgres from 'postgres';
import { v7 } from 'uuid';
import { generateApiKey, hashApiKey } from '@/lib/auth/api-key';

/** An API key named `bench` for each of these people, in their order. */
export async function giveKeys(
  sql: postgres.Sql,
  userIds: readonly string[],
  scope: 'read' | 'write',
): Promise<string[]> {
  const keys = userIds.map(() => generateApiKey('test'));
  const tokens = keys.map((key, index) => ({
    id: v7(),
    user_id: userIds[index],
    name: 'bench',
    prefix: key.slice(0, 16),
    token_hash: hashApiKey(key),
    scope,
  }));
  await sql`
    insert into api_tokens (id, user_id, name, prefix, token_hash, scope)
    select * from jsonb_to_recordset(${sql.json(tokens)})
      as k (id uuid, user_id uuid, name text, prefix text, token_hash text, scope text)`;
  return keys;
}
