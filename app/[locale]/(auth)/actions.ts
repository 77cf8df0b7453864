'use server';

import type { Route } from 'next';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { finishSignUp, finishSignUpInput } from '@/lib/accounts/finish-sign-up';
import {
  askForPasskey,
  codeInput,
  identityInput,
  linkInput,
  linkRequestInput,
  passkeyInput,
  passwordInput,
  requestSignInLink,
  signInWithCode,
  signInWithIdentity,
  signInWithLink,
  signInWithPasskey,
  signInWithPassword,
  signOut,
} from '@/lib/accounts/sign-in';
import { addPasskey, newPasskeyInput } from '@/lib/accounts/passkeys/add-passkey';
import { passkeySignUpInput, signUp, signUpByPasskey, signUpInput } from '@/lib/accounts/sign-up';
import { SIGN_IN_LINK_SECONDS } from '@/lib/auth/links/sign-in-link';
import { cookieOptions, signUpCookieName } from '@/lib/auth/session-cookie';
import { inLocale } from '@/lib/core/i18n/navigation';
import { HOME, safePath } from '@/lib/core/input/safe-path';
import { type ActionResult, action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';

type Previous<Data> = ActionResult<Data> | null;

const submitPassword = action(passwordInput, signInWithPassword);
const submitPasskeyQuestion = action(z.object({}), askForPasskey);
const submitPasskey = action(passkeyInput, signInWithPasskey);
const submitIdentity = action(identityInput, signInWithIdentity);
const submitLink = action(linkInput, signInWithLink);
const submitCode = action(codeInput, signInWithCode);
/** The cookie of a sign-up, which scripts cannot read. Without it the typed name and password do not count. */
const keepSecret = async (secret: string): Promise<void> => {
  (await cookies()).set(signUpCookieName(), secret, { ...cookieOptions(), maxAge: SIGN_IN_LINK_SECONDS });
};
const submitSignUp = action(signUpInput, async (ctx, input) => keepSecret(await signUp(ctx, input)));
const submitPasskeySignUp = action(passkeySignUpInput, async (ctx, input) =>
  keepSecret(await signUpByPasskey(ctx, input)),
);
const submitFirstPasskey = action(newPasskeyInput, addPasskey);
const submitFinish = action(
  finishSignUpInput.extend({ callbackUrl: linkInput.shape.callbackUrl }),
  async (ctx, { callbackUrl, ...input }) => {
    await finishSignUp(ctx, input);
    return safePath(callbackUrl) ?? HOME;
  },
);
const submitLinkRequest = action(linkRequestInput, requestSignInLink);
const submitSignOut = action(z.object({}), signOut);

/**
 * Fields `email`, `password`, `callbackUrl`; redirects to the page that asked for the sign-in. With `way` = `link` it
 * mails a link instead, with the same answer for every address.
 */
export async function signInAction(previous: Previous<void>, form: FormData): Promise<ActionResult<void>> {
  if (form.get('way') === 'link') return submitLinkRequest(previous, form);
  const result = await submitPassword(null, form);
  if (result.ok) redirect(result.data);
  return result;
}

/** What the browser must sign to sign in by a passkey. */
export async function askForPasskeyAction() {
  return submitPasskeyQuestion(null, new FormData());
}

/** Fields `answer`, `callbackUrl`; redirects to the page that asked for the sign-in. */
export async function usePasskeyAction(_previous: Previous<unknown>, form: FormData) {
  const result = await submitPasskey(null, form);
  if (result.ok) redirect(result.data);
  return result;
}

/** Fields `identity`, `callbackUrl`; leads to the page of the other site, or says at the sign-in that it failed. */
export async function identityAction(form: FormData): Promise<void> {
  const result = await submitIdentity(null, form);
  if (result.ok) redirect(result.data);
  const { locale } = await pageContext();
  const callbackUrl = safePath(String(form.get('callbackUrl') ?? '')) ?? HOME;
  redirect(inLocale(`/sign-in?${new URLSearchParams({ error: 'failed', callbackUrl })}`, locale));
}

/** Fields `email`, `token`, `callbackUrl` of a mailed link; redirects to the page that asked for it. */
export async function useLinkAction(previous: Previous<Route>, form: FormData) {
  const result = await submitLink(previous, form);
  if (result.ok) redirect(result.data);
  return result;
}

/** Fields `code`, `callbackUrl` of a sign-in that waits for a code; redirects to the page that asked for it. */
export async function useCodeAction(_previous: Previous<Route>, form: FormData) {
  const result = await submitCode(null, form);
  if (result.ok) redirect(result.data);
  return result;
}

/** Fields `name`, `email`, `password`, `callbackUrl`; the answer does not show whether the account exists. */
export async function signUpAction(previous: Previous<void>, form: FormData) {
  return submitSignUp(previous, form);
}

/** The same without a password, for who adds a passkey once the mailbox is proven. */
export async function passkeySignUpAction(previous: Previous<void>, form: FormData) {
  return submitPasskeySignUp(previous, form);
}

/** Fields `name` and `answer` of a new passkey; redirects to the page that asked for the sign-up. */
export async function finishByPasskeyAction(next: string, _previous: Previous<void>, form: FormData) {
  const result = await submitFirstPasskey(null, form);
  if (result.ok) redirect(safePath(String(next)) ?? HOME);
  return result;
}

/** Fields `name`, `password`, `callbackUrl`; redirects to the page that asked for the sign-up. */
export async function finishSignUpAction(_previous: Previous<Route>, form: FormData) {
  const result = await submitFinish(null, form);
  if (result.ok) redirect(result.data);
  return result;
}

/** Signs this person out everywhere and goes home. */
export async function signOutAction() {
  const result = await submitSignOut(null, new FormData());
  redirect(result.ok ? result.data : HOME);
}
