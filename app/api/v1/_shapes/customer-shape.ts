import { z } from 'zod';
import { instant } from './members';

/** A person at a club as its staff get them (`customerJson`). */
export const customerSchema = z.strictObject({
  id: z.uuid(),
  club_id: z.int(),
  user_id: z.uuid().nullable().describe('Their account, if they have one.'),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable().describe('E.164.'),
  category: z.string().nullable(),
  note: z.string().nullable().describe('Only staff read it.'),
  blocked: z.boolean(),
  block_reason: z.string().nullable().describe('The person is never told.'),
  revision: z.int(),
  created_at: instant,
});
