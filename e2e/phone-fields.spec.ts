import { expect, test } from './fixtures';
import { inDays } from './world';

test('no field is so small that a phone zooms into it @phone', async ({ page, site, club }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const paths = [
    '',
    `/courts?city=${club.city}&date=${inDays(2)}&duration=90`,
    `/clubs/${club.slug}?date=${inDays(2)}&duration=90`,
    '/account',
    '/sign-up',
    '/sign-in/link',
  ];
  for (const path of paths) {
    await site.open(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const sizes = await page
      .locator('input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea')
      .evaluateAll((fields) => fields.map((field) => Number.parseFloat(getComputedStyle(field).fontSize)));
    expect(Math.min(16, ...sizes), path).toBe(16);
  }
});
