import { z } from 'zod';
import { STAFF_ROLES } from '@/db/schema';
import { acceptInvitation, acceptInvitationSchema } from '@/lib/accounts/accept-invitation';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: z.object(acceptInvitationSchema.shape),
    summary: 'Take the role of an invitation, as the person whose mailbox was invited',
    answer: ok(z.strictObject({ club_id: z.int(), role: z.enum(STAFF_ROLES) })),
    refuses: ['conflict'],
  },
  async ({ ctx, params }) => {
    const { clubId, role } = await acceptInvitation(ctx, params);
    return { club_id: clubId, role };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
