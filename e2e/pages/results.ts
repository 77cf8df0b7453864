import { formatDate } from '@/lib/i18n/format';
import type { Site } from '../site';

/** What can be booked: a card for each club, a button for each start. */
export function resultsPage({ page, language, t, open }: Site) {
  const [stopAlert = ''] = t('alert.stopNamed', { city: '|', day: '', time: '' }).split('|');
  return {
    open: (search: Record<string, string>) => open(`/courts?${new URLSearchParams(search)}`),
    heading: (place: string) => page.getByRole('heading', { level: 1, name: t('results.title', { place }) }),
    clubs: page.getByRole('main').getByRole('heading', { level: 2 }),
    day: (date: string) =>
      page
        .getByRole('navigation', { name: t('day.legend') })
        .getByRole('link', { name: formatDate(date, 'long', language) }),
    /** Unfolds the form. */
    change: page.getByText(t('search.change')),
    nothing: (title: string) => page.getByRole('heading', { level: 2, name: title }),
    searchIn: (city: string) => page.getByRole('link', { name: t('results.searchIn', { city }) }),
    /** The button that asks to be told when a court frees, and the one, in its place, that takes that back. */
    askAlert: page.getByRole('button', { name: t('alert.ask') }),
    stopAlert: page.getByRole('button', { name: stopAlert }),
    alertStopped: page.getByRole('status').getByText(t('alert.stoppedThis'), { exact: true }),
    clearFilters: page.getByRole('link', { name: t('results.clearFilters') }),
    /** The buttons of every club that has this start; each says club, time and price. */
    startsAt: (time: string) => page.getByRole('button', { name: new RegExp(` ${time}, `) }),
    start: (club: string, time: string, price: string) =>
      page.getByRole('button', { name: t('results.startAt', { club, time, price }) }),
  };
}
