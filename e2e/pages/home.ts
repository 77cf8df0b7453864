import { formatDate } from '@/lib/i18n/format';
import type { Site } from '../site';

type Search = { city: string; date: string; time: string; minutes: number };

/** The front page: one form that asks where, which day, when and how long. */
export function homePage({ page, language, t }: Site) {
  const form = page.getByRole('search', { name: t('search.label') });
  return {
    duration: (minutes: number) => form.getByRole('radio', { name: t('common.minutes', { minutes }) }),
    submit: form.getByRole('button', { name: t('search.submit') }),
    /** Without a language, as one types it: the browser's is chosen. */
    open: () => page.goto('/'),
    async search({ city, date, time, minutes }: Search) {
      await form.getByLabel(t('search.place'), { exact: true }).fill(city);
      await form.getByRole('radio', { name: formatDate(date, 'long', language) }).check();
      await form.getByLabel(t('search.time'), { exact: true }).selectOption(time);
      await form.getByRole('radio', { name: t('common.minutes', { minutes }) }).check();
      await form.getByRole('button', { name: t('search.submit') }).click();
    },
  };
}
