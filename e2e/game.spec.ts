import { randomUUID } from 'node:crypto';
import { gameToken } from '@/lib/reservations/game/game-link';
import { makeCourt, makeInvitedPlayer, makeReservation, makeUser } from '@/test/factories';
import { expectAccessibleInBothThemes, expectNoSidewaysScroll } from './accessibility';
import { expect, test } from './fixtures';
import { book, mailsTo } from './world';

const newMailbox = () => `juega-${randomUUID().slice(0, 8)}@pista.test`;

test('four players by link: two join, one declines, one is taken off again @phone', async ({
  browser,
  player,
  club,
  page,
  site,
  reservation,
}) => {
  const { id } = await book(player, { courtId: club.courts[0].id });
  await reservation.open(id);
  const card = page.getByRole('region', { name: site.t('game.missing', { count: 3 }) });
  const link = await card.getByRole('textbox', { name: site.t('game.link') }).inputValue();
  await expectAccessibleInBothThemes(page);
  await expectNoSidewaysScroll(page);
  await test
    .info()
    .attach('booked', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });

  const friends = await browser.newContext();
  const theirs = await friends.newPage();
  const join = async (name: string, email: string) => {
    await theirs.goto(link);
    await theirs.getByLabel(site.t('game.name')).first().fill(name);
    await theirs.getByLabel(site.t('game.email')).fill(email);
    await theirs.getByRole('button', { name: site.t('game.join'), exact: true }).click();
    await expect(theirs.getByText(site.t('game.inTitle'))).toBeVisible();
  };
  await theirs.goto(link);
  await expectAccessibleInBothThemes(theirs);
  await expectNoSidewaysScroll(theirs);
  await test
    .info()
    .attach('game', { body: await theirs.screenshot({ fullPage: true }), contentType: 'image/png' });
  const picture = await theirs.locator('meta[property="og:image"]').getAttribute('content');
  const drawn = await theirs.request.get(picture ?? '');
  expect([drawn.status(), drawn.headers()['content-type']]).toEqual([200, 'image/png']);

  const lucia = newMailbox();
  await join('Lucía Prieto', lucia);
  await join('Nuria Molina', newMailbox());
  await expect.poll(() => mailsTo({ email: lucia })).toHaveLength(1);

  await theirs.goto(link);
  await theirs.getByText(site.t('game.cannot')).click();
  await theirs.getByLabel(site.t('game.name')).last().fill('Eva');
  await theirs.getByRole('button', { name: site.t('game.cannotDo') }).click();
  await expect(theirs.getByText(site.t('game.declinedTitle'))).toBeVisible();

  await page.reload();
  await expect(page.getByText(site.t('game.ofSeats', { taken: 3, seats: 4 }))).toBeVisible();
  await expect(page.getByText('Lucía Prieto')).toBeVisible();
  await test
    .info()
    .attach('joined', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });
  await reservation.removePlayer('Nuria Molina').click();
  await expect(page.getByText(site.t('game.ofSeats', { taken: 2, seats: 4 }))).toBeVisible();

  await page.getByText(site.t('game.renew')).click();
  await page.getByRole('button', { name: site.t('game.renewDo') }).click();
  await expect(page.getByText(site.t('game.renewed'))).toBeVisible();
  expect((await theirs.goto(link))?.status()).toBe(404);
  await friends.close();
});

test('an account that joins finds the game among its own, and leaves it by the same link', async ({
  page,
  site,
  reservation,
}) => {
  const game = await makeReservation({ userId: (await makeUser({ name: 'Olga Anfitriona' })).id });
  await site.open(`/game/${gameToken(game)}`);
  await page.getByRole('button', { name: site.t('game.join'), exact: true }).click();
  await expect(page.getByText(site.t('game.inTitle'))).toBeVisible();
  await reservation.openGames();
  await page
    .getByRole('region', { name: site.t('games.joined') })
    .getByRole('link')
    .click();
  await page.getByRole('button', { name: site.t('game.leave') }).click();
  await expect(page.getByText(site.t('game.declinedTitle'))).toBeVisible();
  await reservation.openGames();
  await expect(page.getByRole('region', { name: site.t('games.joined') })).toBeHidden();
});

test.describe('without an account', () => {
  test.use({ signedIn: false });

  test('a player says by the link of the mail that they come, and then that they cannot', async ({
    page,
    site,
  }) => {
    const { token } = await makeInvitedPlayer();
    await site.open(`/decline/${token}`);
    await expect(page).toHaveURL(/\/game\//);
    await page.getByRole('button', { name: site.t('game.join'), exact: true }).click();
    await expect(page.getByText(site.t('game.inTitle'))).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await page.getByRole('button', { name: site.t('game.leave') }).click();
    await expect(page.getByText(site.t('game.declinedTitle'))).toBeVisible();
    await site.open(`/game/${token}`);
    await expect(page.getByText(site.t('game.offTitle'))).toBeVisible();
    await expectAccessibleInBothThemes(page);
  });

  test.describe('without scripts', () => {
    test.use({ javaScriptEnabled: false });

    test('32 strangers press for the last seat at once: one has it, and nobody gets an error', async ({
      club,
      page,
      site,
      request,
    }) => {
      const court = await makeCourt({ clubId: club.id, format: 'single', position: 3 });
      const path = `/game/${gameToken(await makeReservation({ courtId: court.id }))}`;
      await site.open(path);
      const form = page
        .locator('form')
        .filter({ has: page.getByRole('button', { name: site.t('game.join') }) });
      const hidden = await form
        .locator('input[type=hidden]')
        .evaluateAll((inputs: HTMLInputElement[]) => inputs.map(({ name, value }) => [name, value]));
      const answers = await Promise.all(
        Array.from({ length: 32 }, () =>
          request.post(page.url(), {
            headers: { origin: new URL(page.url()).origin },
            maxRedirects: 0,
            multipart: { ...Object.fromEntries(hidden), name: 'Eva', email: newMailbox() },
          }),
        ),
      );
      expect(new Set(answers.map((answer) => answer.status()))).toEqual(new Set([303]));
      const joined = answers.filter((answer) => answer.headers().location?.endsWith('?told=joined'));
      expect(joined).toHaveLength(1);
    });

    test('the link works all the same', async ({ page, site }) => {
      await site.open(`/game/${(await makeInvitedPlayer()).token}`);
      await page.getByRole('button', { name: site.t('game.leave') }).click();
      await expect(page.getByText(site.t('game.declinedTitle'))).toBeVisible();
    });
  });

  test.describe('a forged link', () => {
    test.use({ expectedErrors: [/status of 404/] });

    test('is nothing', async ({ page, site }) => {
      await site.open(`/game/${'A'.repeat(43)}`);
      await expect(page.getByRole('heading', { name: site.t('error.notFoundTitle') })).toBeVisible();
    });
  });
});
