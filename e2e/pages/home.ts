import { dayName } from '../day-name';
import type { Site } from '../site';

type Search = { city: string; date: string; time: string; minutes: number };

/** The front page with its search form. */
export function homePage(site: Site) {
  const { page, t } = site;
  const form = page.getByRole('search', { name: t('search.label') });
  const own = page.getByRole('region', { name: t('home.now') });
  const place = form.getByLabel(t('search.place'), { exact: true });
  const time = form.getByLabel(t('search.time'), { exact: true });
  const duration = form.getByLabel(t('search.duration'), { exact: true });
  const submit = form.getByRole('button', { name: t('search.submit') });
  return {
    form,
    place,
    time,
    duration,
    submit,
    /** The reader's held courts and next game. */
    own,
    popularIn: (city: string) => page.getByRole('heading', { level: 2 }).filter({ hasText: city }),
    finish: (club: string) => own.getByRole('link', { name: new RegExp(`^${t('home.finish')}.*${club}`) }),
    /** Without a language, so that the browser's is chosen. */
    open: () => page.goto('/'),
    chooseDay: (date: string) => form.getByRole('radio', { name: dayName(date, site) }).check(),
    async search({ city, date, time: at, minutes }: Search) {
      await form.getByRole('radio', { name: dayName(date, site) }).check();
      await place.fill(city);
      await time.selectOption(at);
      await duration.selectOption(String(minutes));
      await submit.click();
    },
  };
}
