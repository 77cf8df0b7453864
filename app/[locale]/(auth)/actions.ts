'use server';

import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { type ActionResult, action } from '@/lib/action';
import { HOME } from '@/lib/auth/safe-path';
import {
  linkInput,
  linkRequestInput,
  passwordInput,
  requestSignInLink,
  signInWithLink,
  signInWithPassword,
  signOut,
} from '@/lib/auth/sign-in';
import { signUp, signUpInput } from '@/lib/auth/sign-up';

type Previous<Data> = ActionResult<Data> | null;

const submitPassword = action(passwordInput, signInWithPassword);
const submitLink = action(linkInput, signInWithLink);
const submitSignUp = action(signUpInput, signUp);
const submitLinkRequest = action(linkRequestInput, requestSignInLink);
const submitSignOut = action(z.object({}), signOut);

/**
 * Fields `email`, `password`, `callbackUrl`; goes on to the page that asked for the sign-in. With `way` = `link` it
 * mails a link instead, and answers the same for every address.
 */
export async function signInAction(previous: Previous<void>, form: FormData): Promise<ActionResult<void>> {
  if (form.get('way') === 'link') return submitLinkRequest(previous, form);
  const result = await submitPassword(null, form);
  if (result.ok) redirect(result.data);
  return result;
}

/** Fields `email`, `token`, `callbackUrl` of a mailed link; goes on to the page that asked for it. */
export async function useLinkAction(previous: Previous<Route>, form: FormData) {
  const result = await submitLink(previous, form);
  if (result.ok) redirect(result.data);
  return result;
}

/** Fields `name`, `email`, `password`, `callbackUrl`; answers the same whether or not there is such an account. */
export async function signUpAction(previous: Previous<void>, form: FormData) {
  return submitSignUp(previous, form);
}

/** Signs this person out everywhere and goes home. */
export async function signOutAction() {
  const result = await submitSignOut(null, new FormData());
  redirect(result.ok ? result.data : HOME);
}
