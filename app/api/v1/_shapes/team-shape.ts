import { z } from 'zod';
import { STAFF_ROLES } from '@/db/schema';
import type { Invitation } from '@/lib/accounts/invite-staff';
import type { Member } from '@/lib/accounts/list-team';

export const memberSchema = z.strictObject({
  id: z.uuid(),
  user_id: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
  role: z.enum(STAFF_ROLES),
  last_seen_at: z.iso
    .datetime()
    .nullable()
    .describe('The last sign-in, act or use of a key, as far as is known.'),
});

export const invitationSchema = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  role: z.enum(STAFF_ROLES),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});

/** A member of a club's team in the API. */
export const memberShape = (member: Member): z.input<typeof memberSchema> => ({
  id: member.id,
  user_id: member.userId,
  email: member.email,
  name: member.name,
  role: member.role,
  last_seen_at: member.lastSeenAt?.toISOString() ?? null,
});

/** An open invitation in the API. */
export const invitationShape = (invitation: Invitation): z.input<typeof invitationSchema> => ({
  id: invitation.id,
  email: invitation.email,
  role: invitation.role,
  created_at: invitation.createdAt.toISOString(),
  expires_at: invitation.expiresAt.toISOString(),
});
