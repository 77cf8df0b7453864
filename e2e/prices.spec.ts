import { and, eq, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { priceRules, reservations } from '@/db/schema';
import { makeUser } from '@/test/factories';
import { typedMoney } from '@/lib/core/money';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';
import { untilScripted } from './site';
import { hold, inDays } from './world';

const pricesOf = ({ slug }: { slug: string }, query = '') => `/admin/${slug}/prices${query}`;

for (const scripted of [true, false]) {
  test.describe(scripted ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripted });

    const where = scripted ? ' @phone' : '';

    test(`11: a manager edits prices, acknowledges what is unsold, and takes it back; a hold keeps its price${where}`, async ({
      page,
      site,
      workplace: club,
    }) => {
      test.slow();
      const { t } = site;
      const main = page.getByRole('main');
      const asked = { courtId: club.courts[0].id, date: inDays(3), startTime: '18:00' };
      const held = await hold(await makeUser(), asked);
      await site.open(pricesOf(club, '?view=list&rule=1'));
      if (scripted) await untilScripted(main.locator('form'));

      const first = main.locator('#rule-1');
      await first.getByLabel(t('priceForm.price')).fill('41,50');
      await first.getByLabel(t('priceForm.from'), { exact: true }).fill('18:00');
      await first.getByLabel(t('priceForm.until'), { exact: true }).fill('22:00');
      await main.getByRole('button', { name: t('priceForm.review') }).click();
      const effect = main.getByRole('region', { name: t('priceForm.effect') });
      await expect(effect).toContainText('→');
      if (scripted) await expectAccessible(page);
      await effect.getByRole('button', { name: t('priceForm.save') }).click();
      await expect(effect.locator('input:invalid')).toHaveAccessibleName(t('priceForm.acknowledge'));
      expect(await pricesPerHour(club.id)).toEqual([3000]);
      await effect.getByLabel(t('priceForm.acknowledge')).check();
      await effect.getByRole('button', { name: t('priceForm.save') }).click();
      await expect(main.getByText(t('prices.saved'))).toBeVisible();
      await expect(main.locator('#rule-1')).toContainText(typedMoney(4150, 'EUR', site.language));
      expect(await pricesPerHour(club.id)).toEqual([4150]);

      await site.open(`/clubs/${club.slug}?date=${inDays(4)}&duration=60`);
      await expect(page.getByRole('main')).toContainText(/41[.,]50|42/);

      await site.open(pricesOf(club, `?date=${inDays(4)}&time=09:00`));
      await expect(main.getByText(t('prices.noneDecides'))).toBeVisible();
      await main.getByRole('button', { name: /^(Undo|Deshacer)/ }).click();
      await expect(main.getByText(t('prices.noneDecides'))).toHaveCount(0);
      expect(await priceOf(held.id)).toBe(4500);
    });
  });
}

async function pricesPerHour(clubId: number): Promise<number[]> {
  const current = and(eq(priceRules.clubId, clubId), isNull(priceRules.archivedAt));
  const rules = await db().select().from(priceRules).where(current);
  return rules.map(({ pricePerHourMinor }) => pricePerHourMinor);
}

async function priceOf(id: string): Promise<number | undefined> {
  const [row] = await db()
    .select({ priceMinor: reservations.priceMinor })
    .from(reservations)
    .where(eq(reservations.id, id));
  return row?.priceMinor;
}

test('wrong prices are said at their fields, and a click on the calendar says which rule decides', async ({
  page,
  site,
  workplace: club,
}) => {
  const { t } = site;
  const main = page.getByRole('main');
  await site.open(pricesOf(club, '?view=list&rule=1'));
  await untilScripted(main.locator('form'));
  for (const wrong of ['-1', '10000.01', '1,1234567890123', 'gratis']) {
    await main.locator('#rule-1').getByLabel(t('priceForm.price')).fill(wrong);
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
    const review = main.getByRole('button', { name: t('priceForm.review') });
    await review.click();
    await answered;
    // The answer draws the fields anew, and the last one looks like it.
    await expect(review).toHaveAttribute('aria-busy', 'false');
    await expect(main.locator('#rule-1')).toContainText(t('priceForm.unfitPrice'));
    await expect(main.locator('#rule-1').getByLabel(t('priceForm.price'))).toHaveValue(wrong);
  }
  await site.open(pricesOf(club));
  await main.getByRole('table').getByRole('link').first().click();
  await expect(main.getByRole('region', { name: /60/ })).toBeVisible();
  await expectAccessible(page);
});

test.describe('the desk', () => {
  test.use({ role: 'desk' });

  test('sees the prices and may not change them', async ({ page, site, workplace: club }) => {
    await site.open(pricesOf(club, '?view=list'));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(site.t('prices.title'));
    await expect(page.getByRole('button', { name: site.t('priceForm.review') })).toHaveCount(0);
  });
});
