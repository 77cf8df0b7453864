import { expect } from '@playwright/test';
import type { Site } from '../site';

type Visitor = { email: string; name?: string; verified?: boolean };

/** Sign-in, sign-up and the page that a mailed link leads to. */
export function signInPage({ page, t, open }: Site) {
  const email = page.getByLabel(t('signIn.email'), { exact: true });
  const password = page.getByLabel(t('signIn.password'), { exact: true });
  const menuOf = (name: string) => page.getByLabel(t('nav.accountMenu', { name }));
  const signOut = page.getByRole('button', { name: t('nav.signOut') });
  const signInLink = page.getByRole('banner').getByRole('link', { name: t('nav.signIn') });
  return {
    open: () => open('/sign-in'),
    openSignUp: () => open('/sign-up'),
    heading: page.getByRole('heading', { level: 1, name: t('signIn.title') }),
    wrong: page.getByRole('alert').filter({ hasText: t('signIn.wrong') }),
    linkSent: page.getByRole('status').filter({ hasText: t('signIn.sent') }),
    signUpSent: page.getByRole('status').filter({ hasText: t('signUp.sentText') }),
    linkHeading: page.getByRole('heading', { level: 1, name: t('link.title') }),
    linkIsDead: page.getByRole('alert').filter({ hasText: t('link.invalidTitle') }),
    useLink: page.getByRole('button', { name: t('link.submit') }),
    async withPassword(address: string, secret: string) {
      await email.fill(address);
      await password.fill(secret);
      await page.getByRole('button', { name: t('signIn.submit'), exact: true }).click();
    },
    async askForLink(address: string) {
      await email.fill(address);
      await page.getByRole('button', { name: t('signIn.magic') }).click();
    },
    async signUp(name: string, address: string, secret: string) {
      await page.getByLabel(t('signUp.name'), { exact: true }).fill(name);
      await email.fill(address);
      await password.fill(secret);
      await page.getByRole('button', { name: t('signUp.submit') }).click();
    },
    finishHeading: page.getByRole('heading', { level: 1, name: t('finishSignUp.title') }),
    makePasskey: page.getByRole('button', { name: t('finishSignUp.passkeyAdd') }),
    ownWords: page.getByText(t('account.passwordOwnWords')),
    async finish(name: string, secret: string) {
      await page.getByLabel(t('signUp.name'), { exact: true }).fill(name);
      await password.fill(secret);
      await page.getByRole('button', { name: t('finishSignUp.submit') }).click();
    },
    byPasskey: page.getByRole('button', { name: t('signIn.passkey') }),
    passkeyWrong: page.getByRole('alert').filter({ hasText: t('signIn.passkeyWrong') }),
    /** Says at the played site who it is. */
    async withIdentity(site: 'Google' | 'Apple', { email, name = '', verified = true }: Visitor) {
      await page.getByRole('button', { name: t('signIn.withIdentity', { name: site }) }).click();
      // Our own page has such a field too, and goes away meanwhile.
      await expect(page.getByRole('heading', { name: 'Who are you?' })).toBeVisible();
      await page.getByLabel('Email').fill(email);
      await page.getByLabel('Name').fill(name);
      await page.getByLabel('The mailbox is verified').setChecked(verified);
      await page.getByRole('button', { name: 'Sign in' }).click();
    },
    identityUnverified: page.getByRole('alert').filter({ hasText: t('signIn.identityUnverified') }),
    menuOf,
    async leave(name: string) {
      // A menu that is opened while the page arrives may be drawn anew, closed.
      await expect(async () => {
        if (!(await signOut.isVisible())) await menuOf(name).click();
        await signOut.click({ timeout: 1_000 });
      }).toPass();
      await expect(signInLink).toBeVisible();
    },
    signInLink,
  };
}
