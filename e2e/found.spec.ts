import { DOCUMENTS } from '@/components/documents/documents';
import { expectAccessibleInBothThemes, expectNoSidewaysScroll } from './accessibility';
import { baseUrl } from './environment';
import { expect, test } from './fixtures';
import { book, hold, inDays } from './world';

for (const locale of ['es-ES', 'en-GB']) {
  test.describe(locale, () => {
    test.use({ locale, signedIn: false });

    test('the footer leads to every page about Pista and the law, which everybody can use on any width', async ({
      page,
      site,
    }) => {
      test.slow();
      for (const width of [320, 390, 1280]) {
        await page.setViewportSize({ width, height: 844 });
        for (const document of DOCUMENTS) {
          await site.open('');
          const links = page.getByRole('navigation', { name: site.t('footer.pages') });
          await links.getByRole('link', { name: site.t(`documents.${document}.title`), exact: true }).click();
          await expect(page).toHaveURL(new RegExp(`/${site.language}/${document}$`));
          await expect(page.getByRole('heading', { level: 1 })).toHaveText(
            site.t(`documents.${document}.title`),
          );
          await expectNoSidewaysScroll(page);
          if (width > 320) await expectAccessibleInBothThemes(page);
        }
      }
    });
  });
}

test.describe('a stranger', () => {
  test.use({ signedIn: false });

  test('is told of a club by search engines and shared links as it is', async ({
    page,
    request,
    site,
    club,
  }) => {
    await site.open(`/clubs/${club.slug}?duration=90`);
    const content = (name: string) => page.locator(`meta[name="${name}"], meta[property="${name}"]`);
    await expect(content('robots')).toHaveAttribute('content', 'index, follow');
    await expect(page.locator('link[rel=canonical]')).toHaveAttribute(
      'href',
      `${baseUrl()}/es/clubs/${club.slug}`,
    );
    await expect(page.locator('link[hreflang=en]')).toHaveAttribute(
      'href',
      `${baseUrl()}/en/clubs/${club.slug}`,
    );
    const picture = await request.get((await content('og:image').getAttribute('content')) ?? '');
    expect([picture.status(), picture.headers()['content-type']]).toEqual([200, 'image/png']);
    const told = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '');
    expect(told['@graph'][0]).toMatchObject({ '@type': 'SportsActivityLocation', name: club.name });
    const index = await (await request.get('/sitemap.xml')).text();
    const files = [...index.matchAll(/<loc>([^<]*)/g)].map(([, file]) => file ?? '');
    const maps = await Promise.all(files.map(async (file) => (await request.get(file)).text()));
    expect(maps.join('')).toContain(`<loc>${baseUrl()}/es/clubs/${club.slug}</loc>`);
  });
});

test('search engines show nothing of a person, or of a booking', async ({ page, site, player, club }) => {
  const { id } = await hold(player, { courtId: club.courts[0].id });
  for (const path of ['/account', '/reservations', `/reservations/${id}`, `/checkout/${id}`]) {
    await site.open(path);
    await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex');
    await expect(page.locator('link[rel=canonical]')).toHaveCount(0);
  }
});

test('Pista can be installed where the browser offers it, and nobody is asked before', async ({
  page,
  site,
}) => {
  await site.open('/account');
  const install = page.getByRole('button', { name: site.t('account.install') });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(install).toHaveCount(0);
  const isKept = await page.evaluate(async () => {
    const offer = new Event('beforeinstallprompt', { cancelable: true });
    Object.assign(offer, { prompt: async () => document.body.setAttribute('data-asked', '') });
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    // The page's scripts may not answer yet.
    for (let tries = 0; tries < 50 && !offer.defaultPrevented; tries++) {
      dispatchEvent(offer);
      await wait(100);
    }
    return offer.defaultPrevented;
  });
  expect(isKept).toBe(true);
  await expect(page.locator('body[data-asked]')).toHaveCount(0);
  await install.click();
  await expect(page.locator('body[data-asked]')).toHaveCount(1);
  await expect(install).toHaveCount(0);
});

test('who pays is told of the terms and the tax before, and finds the tax on the receipt', async ({
  page,
  site,
  player,
  club,
  checkout,
}) => {
  const { id } = await hold(player, { courtId: club.courts[0].id });
  await site.open(`/checkout/${id}`);
  await expect(checkout.pay(4500)).toBeVisible();
  await expect(page.locator('main').getByRole('link', { name: /condiciones/ })).toHaveAttribute(
    'href',
    '/es/terms',
  );
  await expect(page.getByText(site.t('checkout.whole')).first()).toBeVisible();
  const paid = await book(player, { courtId: club.courts[1].id, date: inDays(3) });
  await site.open(`/reservations/${paid.id}`);
  const receipt = page.getByRole('region', { name: site.t('reservation.receipt') });
  await expect(receipt).toContainText(site.t('reservation.receiptVat'));
});
