import { z } from 'zod';
import { TOKEN_SCOPES } from '@/db/schema';
import { instant } from './members';

export const apiKeySchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  scope: z.enum(TOKEN_SCOPES),
  expires_at: instant.nullable(),
  last_used_at: instant.nullable(),
  created_at: instant,
});
