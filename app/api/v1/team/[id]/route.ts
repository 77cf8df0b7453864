import { idParam } from '@/app/api/v1/_shapes/id-param';
import { memberSchema, memberShape } from '@/app/api/v1/_shapes/team-shape';
import { changeStaffRole, changeStaffRoleSchema, removeFromTeam } from '@/lib/accounts/change-team';
import { getMember } from '@/lib/accounts/list-team';
import { noContent, ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const PATCH = route(
  {
    auth: 'required',
    params: idParam,
    body: changeStaffRoleSchema.omit({ id: true }),
    limit: 'staffWrite',
    summary: 'Give a member of a team another role, as an owner; nobody changes their own',
    answer: ok(memberSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params: { id }, body: { role } }) => {
    await changeStaffRole(ctx, { id, role });
    return memberShape(await getMember(ctx, id));
  },
);

export const DELETE = route(
  {
    auth: 'required',
    params: idParam,
    limit: 'staffWrite',
    summary: 'Take a member’s role away, or withdraw an invitation by its id, as an owner',
    answer: noContent,
    refuses: ['conflict'],
  },
  ({ ctx, params: { id } }) => removeFromTeam(ctx, { id }),
);

export const { GET, POST, PUT, OPTIONS } = methodNotAllowed({ PATCH, DELETE });
