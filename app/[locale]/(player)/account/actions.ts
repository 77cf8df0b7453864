'use server';

import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { refresh } from 'next/cache';
import { z } from 'zod';
import { changePassword, passwordChangeInput } from '@/lib/accounts/change-password';
import { leaveClub, leaveClubSchema } from '@/lib/accounts/change-team';
import { apiTokenInput, createApiToken } from '@/lib/accounts/create-api-token';
import { eraseInput, eraseUser } from '@/lib/accounts/erase-user';
import { addPasskey, newPasskeyInput, passkeyName } from '@/lib/accounts/passkeys/add-passkey';
import { unlinkedIdentityInput, unlinkIdentity } from '@/lib/accounts/identities/unlink-identity';
import { beginPasskey } from '@/lib/accounts/passkeys/begin-passkey';
import { removedPasskeyInput, removePasskey } from '@/lib/accounts/passkeys/remove-passkey';
import { revokeApiToken } from '@/lib/accounts/revoke-api-token';
import { profileInput, updateProfile } from '@/lib/accounts/update-profile';
import { redirect } from '@/lib/core/i18n/navigation';
import { removeSecondFactor, renewRecoveryCodes } from '@/lib/factors/second-factor';
import { allowDownload } from '@/lib/factors/step-up';
import { type ActionResult, action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';

type Previous<Data> = ActionResult<Data> | null;

/** A box that is not ticked is not sent at all. */
const ticked = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');

const profileForm = z
  .object({
    name: profileInput.shape.name,
    phone: z
      .string()
      .transform((phone): string | null | undefined => phone.trim() || null)
      .pipe(profileInput.shape.phone),
    locale: profileInput.shape.locale,
    reminderEmail: ticked,
    reminderSms: ticked,
    alertEmail: ticked,
    invitationEmail: ticked,
  })
  .refine(({ reminderSms, phone }) => !reminderSms || phone !== null, {
    path: ['phone'],
    error: 'a text message needs a phone number',
  })
  .transform(({ reminderEmail, reminderSms, alertEmail, invitationEmail, ...rest }) => ({
    ...rest,
    noticeChoices: { reminderEmail, reminderSms, alertEmail, invitationEmail },
  }));

const submitProfile = action(profileForm, updateProfile);

export async function saveProfile(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  const result = await submitProfile(null, form);
  if (result.ok) refresh();
  return result;
}

const tokenForm = z
  .object({ name: apiTokenInput.shape.name, scope: apiTokenInput.shape.scope, expiresOn: z.iso.date() })
  .transform(({ expiresOn, ...rest }) => ({ ...rest, expiresAt: `${expiresOn}T23:59:59Z` }));

const submitToken = action(tokenForm, createApiToken);

/** The new key is in the result, this once. */
export async function createToken(_previous: Previous<{ key: string }>, form: FormData) {
  const result = await submitToken(null, form);
  if (result.ok) refresh();
  return result;
}

const submitRevocation = action(z.object({ id: z.uuid() }), revokeApiToken);

export async function revokeToken(_previous: Previous<void>, form: FormData) {
  const result = await submitRevocation(null, form);
  if (result.ok) refresh();
  return result;
}

const submitLeaving = action(leaveClubSchema, leaveClub, 'staffWrite');

export async function leaveTeam(_previous: Previous<void>, form: FormData) {
  const result = await submitLeaving(null, form);
  if (result.ok) refresh();
  return result;
}

const submitPassword = action(passwordChangeInput.extend({ endKeys: ticked }), changePassword);

/** Whether the file may be downloaded now. The page then fetches it by its own address. */
const submitExport = action(z.object({}), allowDownload);

export async function exportData(_previous: Previous<string>, form: FormData) {
  return submitExport(null, form);
}

const submitRenewal = action(z.object({}), renewRecoveryCodes);

/** The new codes are in the result, this once. */
export async function renewCodes(_previous: Previous<{ codes: string[] }>, form: FormData) {
  const result = await submitRenewal(null, form);
  if (result.ok) refresh();
  return result;
}

const submitRemoval = action(z.object({}), removeSecondFactor);

export async function removeFactor(_previous: Previous<void>, form: FormData) {
  const result = await submitRemoval(null, form);
  if (result.ok) refresh();
  return result;
}

const submitPasskeyName = action(passkeyName, beginPasskey);

/** What the browser must be asked for, once the name will do and the person has proven who they are. */
export async function beginPasskeyAction(
  _previous: Previous<PublicKeyCredentialCreationOptionsJSON>,
  form: FormData,
) {
  return submitPasskeyName(null, form);
}

const submitPasskey = action(newPasskeyInput, addPasskey);

export async function createPasskey(_previous: Previous<void>, form: FormData) {
  const result = await submitPasskey(null, form);
  if (result.ok) refresh();
  return result;
}

const submitPasskeyRemoval = action(removedPasskeyInput, removePasskey);

export async function deletePasskey(_previous: Previous<void>, form: FormData) {
  const result = await submitPasskeyRemoval(null, form);
  if (result.ok) refresh();
  return result;
}

const submitUnlinking = action(unlinkedIdentityInput, unlinkIdentity);

export async function removeIdentity(_previous: Previous<void>, form: FormData) {
  const result = await submitUnlinking(null, form);
  if (result.ok) refresh();
  return result;
}

/** The old password's end ends every session, so this browser signs in again. */
export async function savePassword(_previous: Previous<void>, form: FormData) {
  const result = await submitPassword(null, form);
  if (!result.ok) return result;
  const { locale } = await pageContext();
  return redirect({ href: '/sign-in?done=password', locale });
}

const submitErasure = action(eraseInput, eraseUser);

export async function eraseAccount(_previous: Previous<void>, form: FormData) {
  const result = await submitErasure(null, form);
  if (!result.ok) return result;
  const { locale } = await pageContext();
  return redirect({ href: '/', locale });
}
