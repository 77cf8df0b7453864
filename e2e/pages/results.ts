import { dayName } from '../day-name';
import type { Site } from '../site';

/** The results: a card for each club, a button for each start. */
export function resultsPage(site: Site) {
  const { page, t, open } = site;
  const [stopAlert = ''] = t('alert.stopNamed', { city: '|', day: '', time: '' }).split('|');
  return {
    open: (search: Record<string, string>) => open(`/courts?${new URLSearchParams(search)}`),
    heading: (place: string) => page.getByRole('heading', { level: 1 }).filter({ hasText: place }),
    clubs: page.getByRole('main').getByRole('heading', { level: 2 }),
    day: (date: string) =>
      page
        .getByRole('navigation', { name: t('day.legend') })
        .getByRole('link', { name: dayName(date, site) }),
    /** Unfolds the form, on a phone. */
    change: page.locator('summary').filter({ hasText: t('search.change') }),
    filter: (label: string) =>
      page.getByRole('navigation', { name: t('results.filters') }).getByRole('link', { name: label }),
    /** Unfolds the orders. */
    order: page.locator('summary').filter({ hasText: t('results.sort') }),
    inOrder: (label: string) =>
      page.getByRole('navigation', { name: t('results.sort') }).getByRole('link', { name: label }),
    wholeDay: (club: string) =>
      page.getByRole('link', { name: `${t('results.wholeDay')} ${t('results.wholeDayAt', { club })}` }),
    nothing: (title: string) => page.getByRole('heading', { level: 2, name: title }),
    searchIn: (city: string) => page.getByRole('link', { name: t('results.searchIn', { city }) }),
    /** The button that sets an alert, and the one in its place that ends it. */
    askAlert: page.getByRole('button', { name: t('alert.ask') }),
    joinList: page.getByRole('button', { name: t('alert.join') }),
    leaveList: page.getByRole('button', { name: t('alert.leave') }),
    stopAlert: page.getByRole('button', { name: stopAlert }),
    alertStopped: page.getByRole('status').getByText(t('alert.stoppedThis'), { exact: true }),
    clearFilters: page.getByRole('link', { name: t('results.clearFilters') }),
    /** The buttons of all clubs with this start, each with time, price and club. */
    startsAt: (time: string) => page.getByRole('button', { name: new RegExp(`^${time} `) }),
    start: (club: string, time: string, price: string) =>
      page.getByRole('button', { name: `${time} ${price} ${t('results.startAt', { club })}` }),
    startsOf: (club: string) => page.getByRole('button', { name: t('results.startAt', { club }) }),
  };
}
