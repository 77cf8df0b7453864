import { z } from 'zod';
import { STAFF_ROLES } from '@/db/schema';
import { instant } from './members';

export const userSchema = z.strictObject({
  id: z.uuid(),
  email: z.email({ pattern: z.regexes.html5Email }),
  email_verified: z.boolean(),
  email_valid: z.boolean().describe('False once the mailbox bounced for good.'),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  locale: z.enum(['es', 'en']),
  notice_choices: z.strictObject({
    reminder_email: z.boolean(),
    reminder_sms: z.boolean(),
  }),
  has_password: z.boolean(),
  operator: z.boolean(),
  staff: z.array(z.strictObject({ club_id: z.int(), role: z.enum(STAFF_ROLES) })),
  created_at: instant,
});
