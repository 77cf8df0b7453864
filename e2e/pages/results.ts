import type { Site } from '../site';

/** What can be booked: a card for each club, a button for each start. */
export function resultsPage({ page, t, open }: Site) {
  return {
    open: (search: Record<string, string>) => open(`/courts?${new URLSearchParams(search)}`),
    heading: (place: string) => page.getByRole('heading', { level: 1, name: t('results.title', { place }) }),
    /** The buttons of every club that has this start; each says club, time and price. */
    startsAt: (time: string) => page.getByRole('button', { name: new RegExp(` ${time}, `) }),
    start: (club: string, time: string, price: string) =>
      page.getByRole('button', { name: t('results.startAt', { club, time, price }) }),
  };
}
