'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { deskPath } from '@/components/admin/desk-pages';
import {
  changeStaffRole,
  changeStaffRoleSchema,
  leaveClub,
  leaveClubSchema,
  removeFromTeam,
  removeFromTeamSchema,
} from '@/lib/accounts/change-team';
import { inviteStaff, inviteStaffSchema } from '@/lib/accounts/invite-staff';
import { getClub } from '@/lib/catalogue/catalogue';
import { type ActionResult, action } from '@/lib/web/action';
import { goTo } from '../go-to';
import { mailAtField } from '../mail-at-field';

type Previous = ActionResult<unknown> | null;

const { email, role } = inviteStaffSchema.shape;
const submitInvitation = action(
  z.object({ club: z.string().max(100), email, role }),
  async (ctx, { club, ...wanted }) => inviteStaff(ctx, { clubId: (await getClub(club)).id, ...wanted }),
  'staffWrite',
);

/** Invites somebody by mail and shows the page with them. */
export async function invite(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitInvitation(null, form);
  if (!result.ok) return mailAtField(result);
  return goTo(`${deskPath(encodeURIComponent(String(form.get('club'))), 'team')}?done=invited`);
}

const submitRole = action(changeStaffRoleSchema, changeStaffRole, 'staffWrite');

/** Gives a member of the team another role. */
export async function changeRole(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitRole(null, form);
  if (result.ok) refresh();
  return result;
}

const submitRemoval = action(removeFromTeamSchema, removeFromTeam, 'staffWrite');

/** Takes a member's role away, or an invitation back. */
export async function remove(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitRemoval(null, form);
  if (result.ok) refresh();
  return result;
}

const submitLeaving = action(leaveClubSchema, leaveClub, 'staffWrite');

/** Gives up one's own role. The club's pages are closed from then on. */
export async function leave(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitLeaving(null, form);
  return result.ok ? goTo('/account') : result;
}
