import { dayName } from '../day-name';
import type { Site } from '../site';

type Start = { slug: string; courtId: number; date: string; time: string };

/** A club's day, on which a start is chosen and then booked. */
export function clubPage(site: Site) {
  const { page, t, euros, open } = site;
  return {
    open: (slug: string, date: string) => open(`/clubs/${slug}?date=${date}&duration=90`),
    /** The address of a shared link or after a sign-in, with a chosen start. */
    openChosen: ({ slug, courtId, date, time }: Start) =>
      open(`/clubs/${slug}?date=${date}&duration=90&time=${time}&court=${courtId}`),
    openAt: (slug: string, date: string, time: string, view: 'grid' | 'list') =>
      open(`/clubs/${slug}?${new URLSearchParams({ date, duration: '90', time, view })}`),
    /** The chosen start, at the bottom of the screen. */
    bar: page.locator('.chosen-bar'),
    extras: page.locator('.chosen-bar summary'),
    extra: (name: string) => page.locator('.chosen-bar').getByLabel(name),
    grid: page.locator('.court-grid'),
    /** The starts that the Tab key stops at. */
    tabStops: page.locator('.court-grid button:not([tabindex="-1"])'),
    day: (date: string) =>
      page
        .getByRole('navigation', { name: t('day.legend') })
        .getByRole('link', { name: dayName(date, site) }),
    chosenGone: page.getByText(t('club.chosenGone')),
    payYours: page.getByRole('link', { name: t('club.payYours') }),
    start: (court: string, time: string, priceMinor: number) =>
      page.getByRole('button', {
        name: t('club.holdAt', { court, time, duration: 90, price: euros(priceMinor) }),
      }),
    /** The button of this start, at any price, in grid and list. */
    startsNamed: (court: string, time: string) =>
      page.locator('#starts-of-day').getByRole('button', { name: new RegExp(`${court}.* ${time}`) }),
    /** Joins the waiting list of the club's day for all starts between two times. */
    async waitBetween(from: string, until: string) {
      await page.locator('#wait summary').click();
      await page.getByLabel(t('alert.clubFrom')).fill(from);
      await page.getByLabel(t('alert.clubUntil')).fill(until);
      await page.getByRole('button', { name: t('alert.join') }).click();
    },
    isWaiting: page.getByRole('status').filter({ hasText: t('alert.clubKeptInTurn') }),
    bookFor: (priceMinor: number) =>
      page.getByRole('button', { name: t('club.continue', { price: euros(priceMinor) }) }),
    oneHoldOnly: page.getByRole('alert').filter({ hasText: t('holdLimit.open_hold.title') }),
    refusal: page.getByRole('alert').filter({ hasText: t('notBookable.taken') }),
  };
}
