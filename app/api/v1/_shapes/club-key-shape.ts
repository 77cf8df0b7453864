import { z } from 'zod';
import { STAFF_ROLES } from '@/db/schema';
import type { ClubKey } from '@/lib/accounts/club-keys/list-club-keys';
import { instant } from './members';

const keySchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  role: z.enum(STAFF_ROLES),
  expires_at: instant.nullable(),
  created_at: instant,
});

/** A key of a club in a list. */
export const clubKeySchema = keySchema.extend({
  made_by: z.strictObject({ id: z.uuid(), name: z.string().nullable() }),
  last_used_at: instant.nullable(),
});

/** A new key of a club, with its secret. */
export const newClubKeySchema = keySchema.extend({ key: z.string().describe('Shown this once.') });

type Told = Pick<ClubKey, 'id' | 'name' | 'prefix' | 'role' | 'expiresAt' | 'createdAt'>;

const keyShape = ({ id, name, prefix, role, expiresAt, createdAt }: Told) => ({
  id,
  name,
  prefix,
  role,
  expires_at: expiresAt?.toISOString() ?? null,
  created_at: createdAt.toISOString(),
});

export const clubKeyShape = (key: ClubKey): z.input<typeof clubKeySchema> => ({
  ...keyShape(key),
  made_by: { id: key.maker.id, name: key.maker.name },
  last_used_at: key.lastUsedAt?.toISOString() ?? null,
});

export const newClubKeyShape = (created: Told & { key: string }): z.input<typeof newClubKeySchema> => ({
  ...keyShape(created),
  key: created.key,
});
