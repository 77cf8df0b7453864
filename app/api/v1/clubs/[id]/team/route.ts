import { z } from 'zod';
import {
  invitationSchema,
  invitationShape,
  memberSchema,
  memberShape,
} from '@/app/api/v1/_shapes/team-shape';
import { inviteStaff, inviteStaffSchema } from '@/lib/accounts/invite-staff';
import { listTeam } from '@/lib/accounts/list-team';
import { getClub } from '@/lib/catalogue/catalogue';
import { created, ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { json, route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });

export const GET = route(
  {
    auth: 'required',
    params,
    summary: 'Who works at a club, and its open invitations, as its owner',
    answer: ok(z.strictObject({ results: z.array(memberSchema), invitations: z.array(invitationSchema) })),
  },
  async ({ ctx, params }) => {
    const { members, invitations } = await listTeam(ctx, (await getClub(params.id)).id);
    return { results: members.map(memberShape), invitations: invitations.map(invitationShape) };
  },
);

export const POST = route(
  {
    auth: 'required',
    params,
    body: inviteStaffSchema.omit({ clubId: true }),
    limit: 'staffWrite',
    summary: 'Invite somebody to a role by mail, as the owner; the link works once, for seven days',
    answer: created(invitationSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const { id: clubId } = await getClub(params.id);
    return json(invitationShape(await inviteStaff(ctx, { clubId, ...body })), 201);
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
