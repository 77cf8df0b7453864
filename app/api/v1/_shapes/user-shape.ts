import { z } from 'zod';
import { STAFF_ROLES } from '@/db/schema';
import type { Profile } from '@/lib/accounts/get-profile';
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
    alert_email: z.boolean().describe('Of a court that one waits for.'),
    invitation_email: z.boolean().describe('Of a game to which somebody has added one.'),
  }),
  has_password: z.boolean(),
  operator: z.boolean(),
  staff: z.array(z.strictObject({ club_id: z.int(), role: z.enum(STAFF_ROLES) })),
  created_at: instant,
});

/** An account as its owner gets it. */
export const userShape = (profile: Profile) => ({
  id: profile.id,
  email: profile.email,
  email_verified: profile.emailVerified,
  email_valid: profile.emailValid,
  name: profile.name,
  phone: profile.phone,
  locale: profile.locale,
  notice_choices: {
    reminder_email: profile.noticeChoices.reminderEmail,
    reminder_sms: profile.noticeChoices.reminderSms,
    alert_email: profile.noticeChoices.alertEmail ?? true,
    invitation_email: profile.noticeChoices.invitationEmail ?? true,
  },
  has_password: profile.hasPassword,
  operator: profile.operator,
  staff: profile.staff.map(({ clubId, role }) => ({ club_id: clubId, role })),
  created_at: profile.createdAt.toISOString(),
});
