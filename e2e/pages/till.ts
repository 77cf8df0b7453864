import type { Locator } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Site } from '../site';

type Done = 'opened' | 'closed' | 'paid' | 'added' | 'waived' | 'reversed' | 'askedAll';

/** The page of a club's money at the desk. */
export function tillPage({ page, language, t, open }: Site) {
  const count = page.getByRole('region', { name: t('till.count') });
  /** An amount as it is typed in the language of the page. */
  const typed = (amount: string) => (language === 'es' ? amount.replace('.', ',') : amount);
  const done = (what: Done) =>
    expect(
      page
        .getByRole('main')
        .getByRole('status')
        .filter({ hasText: t(`till.done_${what}`) }),
    ).toBeVisible();
  const owing = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  /** A due of somebody, with one of its forms unfolded. */
  const dueOf = async (name: string, form: 'take' | 'letGo'): Promise<Locator> => {
    const row = owing(name).first();
    await row
      .locator('summary')
      .getByText(t(`till.${form}`), { exact: true })
      .click();
    return row;
  };
  return {
    open: (slug: string) => open(`/admin/${slug}/till`),
    typed,
    done,
    owing,
    dueOf,
    count,
    float: page.getByLabel(t('till.float')),
    counted: count.getByLabel(t('till.counted')),
    async openWith(amount: string) {
      await page.getByLabel(t('till.float')).fill(typed(amount));
      await page.getByRole('button', { name: t('till.open') }).click();
      await done('opened');
    },
    async take(name: string, method: string, amount: string, slip?: string) {
      const row = await dueOf(name, 'take');
      await row.getByLabel(t('till.method')).selectOption(method);
      await row.getByLabel(t('till.amount')).fill(typed(amount));
      if (slip) await row.getByLabel(t('till.referenceOptional')).fill(slip);
      await row.getByRole('button', { name: t('till.take') }).click();
    },
    async closeWith(amount: string) {
      await count.getByLabel(t('till.counted')).fill(typed(amount));
      await count.getByRole('button', { name: t('till.close') }).click();
      await done('closed');
    },
  };
}
