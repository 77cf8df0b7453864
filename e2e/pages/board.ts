import type { Locator } from '@playwright/test';
import { formatSpan } from '@/lib/core/i18n/format';
import { firstInstantOf, HOUR_MS, parseLocalTime } from '@/lib/core/time';
import type { Site } from '../site';

/** Five minutes are four pixels at the usual height. */
const HOUR_PX = 48;
const ZONE = 'Europe/Madrid';

/** The board of a club's day, with the forms that book and the panel beside it. */
export function boardPage({ page, language, t, euros, open }: Site) {
  const form = page.getByRole('region', { name: t('planner.newTitle') });
  const item = (name: string) => page.locator('[data-item]').filter({ hasText: name });
  const box = async (element: Locator) => {
    await element.scrollIntoViewIfNeeded();
    const found = await element.boundingBox();
    if (!found) throw new Error('nothing is drawn there');
    return found;
  };
  async function lift(name: string, to: Locator, hours: number) {
    const { x } = await box(to);
    const from = await box(item(name));
    await page.mouse.move(from.x + 40, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(from.x + 50, from.y + 28, { steps: 4 });
    await page.mouse.move(x + 60, from.y + 20 + hours * HOUR_PX, { steps: 6 });
  }
  return {
    form,
    item,
    box,
    /** Where the Tab key stops on the board. */
    stop: page.locator('[data-at] a[tabindex="0"]'),
    question: page.getByRole('dialog'),
    panel: page.getByRole('complementary'),
    open: (slug: string, query: Record<string, string> = {}) =>
      open(`/admin/${slug}/planner?${new URLSearchParams(query)}`),
    court: ({ name }: { name: string }) => page.getByRole('region', { name }),
    table: page.getByRole('table', { name: t('board.byStart') }),
    row: (name: string) => page.getByRole('row').filter({ hasText: name }),
    /** The words of a time of a day, as an item shows them. */
    span: (date: string, from: string, hours: number) => {
      const startsAt = firstInstantOf(date, parseLocalTime(from) ?? 0, ZONE);
      return formatSpan(startsAt, startsAt + hours * HOUR_MS, language, ZONE);
    },
    /** One of a few that stand side by side in the form. */
    choose: (label: string) => form.getByText(label, { exact: true }).click(),
    book: () => form.getByRole('button', { name: t('planner.book') }).click(),
    /** Takes an item by mouse across to another court, and down by so many hours. It stays in the hand. */
    lift,
    async drag(name: string, to: Locator, hours = 0) {
      await lift(name, to, hours);
      await page.mouse.up();
    },
    chargeMore: (afterMinor: number, differenceMinor: number) =>
      page.getByRole('button', {
        name: t('planner.chargeMore', { price: euros(afterMinor), difference: euros(differenceMinor) }),
      }),
    /** What was done last floats over the board while it can be undone in haste. */
    toast: page.getByText(t('board.untold')),
  };
}
