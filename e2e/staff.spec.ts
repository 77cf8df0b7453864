import { makeStaff } from '@/test/factories';
import { expect, test } from './fixtures';
import { openClub } from './world';

test.describe('at the address of a club’s staff', () => {
  test('an accountant finds the club, and the way to their other one', async ({
    page,
    site,
    player: accountant,
    signInAsStaff,
    club,
  }) => {
    const other = await openClub();
    await makeStaff(accountant.id, club.id, 'accountant');
    await makeStaff(accountant.id, other.id, 'accountant');
    await signInAsStaff(accountant);
    await site.open('/admin');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(site.t('desk.page_till'));

    await site.open(`/admin/${club.id}`);
    await expect(page).toHaveURL(new RegExp(`/admin/${club.slug}/till$`));
    const rail = page.getByRole('navigation', { name: site.t('desk.rail') });
    await rail.getByRole('link', { name: site.t('desk.page_activity') }).click();
    await expect(page).toHaveURL(new RegExp(`/admin/${club.slug}/activity$`));
    await page.getByText(club.name).click();
    await page.getByRole('link', { name: other.name }).click();
    await expect(page).toHaveURL(new RegExp(`/admin/${other.slug}/activity$`));
    await expect(rail.getByRole('link', { name: site.t('desk.page_activity') })).toHaveAttribute(
      'aria-current',
      'page',
    );
  });

  test('an anonymous reader signs in and comes back to the page', async ({ page, site, context, club }) => {
    await context.clearCookies();
    await site.open(`/admin/${club.slug}/courts`);
    await expect(page).toHaveURL((url) => {
      const back = url.searchParams.get('callbackUrl');
      return url.pathname.endsWith('/sign-in') && back === `/${site.language}/admin/${club.slug}/courts`;
    });
  });

  test('a page that stays open is read anew while somebody touches it within the hour', async ({
    page,
    site,
    player: desk,
    signInAsStaff,
    club,
  }) => {
    await makeStaff(desk.id, club.id, 'desk');
    await signInAsStaff(desk);
    await page.clock.install();
    await site.open(`/admin/${club.slug}/courts`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    let readings = 0;
    page.on('request', (request) => {
      if (new URL(request.url()).searchParams.has('_rsc')) readings += 1;
    });
    for (const reading of [1, 2, 3, 4, 5]) {
      await page.clock.runFor('10:00');
      await expect.poll(() => readings).toBe(reading);
    }
    await page.clock.runFor('01:10:00');
    await page.keyboard.press('Shift');
    await page.clock.runFor('10:00');
    await expect.poll(() => readings).toBe(6);
  });

  test.describe('without a role there', () => {
    test.use({ expectedErrors: [/status of 404/] });

    for (const path of ['/admin', 'of a foreign club', 'of no club'] as const) {
      test(`${path} is nothing`, async ({ page, site, player, signInAsStaff, club }) => {
        if (path !== '/admin') {
          await makeStaff(player.id, (await openClub()).id, 'owner');
          await signInAsStaff(player);
        }
        const paths = {
          '/admin': path,
          'of a foreign club': `/admin/${club.slug}/courts`,
          'of no club': '/admin/0/courts',
        };
        await site.open(paths[path]);
        await expect(page.getByRole('heading', { name: site.t('error.notFoundTitle') })).toBeVisible();
        await expect(page.getByText(club.name)).toHaveCount(0);
      });
    }
  });
});

test.describe('an operator', () => {
  test.use({ operator: true });

  test('is sent from there to the operators’ pages, and may open any club’s', async ({
    page,
    site,
    club,
  }) => {
    await site.open('/admin');
    await expect(page).toHaveURL(/\/ops$/);
    await site.open(`/admin/${club.slug}/courts`);
    await expect(page.getByText(club.name)).toBeVisible();
  });
});
