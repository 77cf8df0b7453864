import { randomUUID } from 'node:crypto';
import { makeStaff } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { baseUrl } from './environment';
import { expect, PASSWORD, test } from './fixtures';
import { mailsTo } from './world';

test.use({ signedIn: false });

test('a new account opens with the mailed link, which a mail scanner cannot use up @phone', async ({
  page,
  signIn,
}) => {
  const email = `nueva-${randomUUID().slice(0, 8)}@pista.test`;
  await signIn.openSignUp();
  await signIn.signUp('Nuria Nueva', email, PASSWORD);
  await expect(signIn.signUpSent).toBeVisible();

  const link = await mailedLink(email);
  await fetch(link);
  await page.goto(link);
  await expect(signIn.linkHeading).toBeVisible();
  await signIn.useLink.click();
  await expect(signIn.menuOf('Nuria Nueva')).toBeVisible();

  await page.goto(link);
  await signIn.useLink.click();
  await expect(signIn.linkIsDead).toBeVisible();
});

test('in another browser the link of a sign-up asks for name and password, which a weak one is not @phone', async ({
  page,
  context,
  signIn,
}) => {
  const email = `nueva-${randomUUID().slice(0, 8)}@pista.test`;
  await signIn.openSignUp();
  await signIn.signUp('Mallory', email, PASSWORD);
  await expect(signIn.signUpSent).toBeVisible();
  await context.clearCookies();

  await page.goto(await mailedLink(email));
  await signIn.useLink.click();
  await expect(signIn.finishHeading).toBeVisible();
  await expectAccessible(page);
  await signIn.finish('Nuria Nueva', 'padel2026');
  await expect(signIn.ownWords).toBeVisible();
  await signIn.finish('Nuria Nueva', 'otra frase bien larga');
  await expect(signIn.menuOf('Nuria Nueva')).toBeVisible();
});

test('a mailed link signs in without a password', async ({ page, player, signIn }) => {
  await signIn.open();
  await signIn.askForLink(player.email);
  await expect(signIn.linkSent).toBeVisible();
  await page.goto(await mailedLink(player.email));
  await signIn.useLink.click();
  await expect(signIn.menuOf(player.name ?? '')).toBeVisible();
});

test.describe('a session', () => {
  // The live line may be on its way when the session ends.
  test.use({ expectedErrors: [/WebSocket .* HTTP Authentication failed/] });

  test('a wrong password is refused, the right one signs in, and signing out ends it', async ({
    player,
    signIn,
    reservation,
  }) => {
    await signIn.open();
    await signIn.withPassword(player.email, 'no es la contraseña');
    await expect(signIn.wrong).toBeVisible();

    await signIn.withPassword(player.email, PASSWORD);
    await signIn.leave(player.name ?? '');

    await reservation.openGames();
    await expect(signIn.heading).toBeVisible();
  });
});

test('staff who sign in without asking for a page begin at their club @phone', async ({
  page,
  site,
  player: desk,
  signIn,
  club,
}) => {
  await makeStaff(desk.id, club.id, 'desk');
  await signIn.open();
  await signIn.withPassword(desk.email, PASSWORD);
  await expect(page).toHaveURL(new RegExp(`/admin/${club.slug}/planner$`));

  await site.open('/sign-in');
  await expect(page).toHaveURL(new RegExp(`/admin/${club.slug}/planner$`));
});

/** The link in a person's newest mail, once there is one. */
async function mailedLink(email: string): Promise<string> {
  let link: string | undefined;
  await expect
    .poll(async () => {
      const [mail] = await mailsTo({ email });
      link = /href="([^"]*\/sign-in\/link\?[^"]*)"/.exec(mail?.html ?? '')?.[1]?.replaceAll('&amp;', '&');
      return link;
    })
    .toContain(baseUrl());
  return link ?? '';
}
