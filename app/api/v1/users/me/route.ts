import { z } from 'zod';
import { userSchema, userShape } from '@/app/api/v1/_shapes/user-shape';
import { eraseInput, eraseUser } from '@/lib/accounts/erase-user';
import { getProfile } from '@/lib/accounts/get-profile';
import { profileInput, updateProfile } from '@/lib/accounts/update-profile';
import { noContent, ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const { name, phone, locale, noticeChoices } = profileInput.shape;
const { reminderEmail, reminderSms, alertEmail, invitationEmail } = noticeChoices.unwrap().shape;
const choices = z
  .strictObject({
    reminder_email: reminderEmail,
    reminder_sms: reminderSms,
    alert_email: alertEmail,
    invitation_email: invitationEmail,
  })
  .transform(({ reminder_email, reminder_sms, alert_email, invitation_email }) => ({
    reminderEmail: reminder_email,
    reminderSms: reminder_sms,
    alertEmail: alert_email,
    invitationEmail: invitation_email,
  }));
const profileBody = z
  .strictObject({ name, phone, locale, notice_choices: choices.optional() })
  .transform(({ notice_choices, ...rest }) => ({ ...rest, noticeChoices: notice_choices }));

export const GET = route(
  { auth: 'required', summary: 'One’s own account', answer: ok(userSchema) },
  async ({ ctx }) => userShape(await getProfile(ctx)),
);

export const PATCH = route(
  {
    auth: 'required',
    body: profileBody,
    summary: 'Change name, phone, language or choices',
    answer: ok(userSchema),
  },
  async ({ ctx, body }) => userShape(await updateProfile(ctx, body)),
);

export const DELETE = route(
  {
    auth: 'required',
    body: eraseInput,
    summary: 'Erase the account, whose address is named to be sure',
    answer: noContent,
    refuses: ['conflict'],
  },
  ({ ctx, body }) => eraseUser(ctx, body),
);

export const { POST, PUT, OPTIONS } = methodNotAllowed({ GET, PATCH, DELETE });
