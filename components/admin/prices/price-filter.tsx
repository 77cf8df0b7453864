import { getLocale, getTranslations } from 'next-intl/server';
import { SelectField, TextField } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Club } from '@/lib/catalogue/catalogue';
import { clockTime } from '@/lib/clubs/set-up/wall-window';
import type { PricesSearch } from './prices-search';

/** Which prices the calendar shows, and the start whose price is tried. It works without scripts. */
export async function PriceFilter({ club, asked }: { club: Club; asked: PricesSearch }) {
  const [t, common, locale] = await Promise.all([
    getTranslations('prices'),
    getTranslations('common'),
    getLocale(),
  ]);
  return (
    <form className="grid grid-cols-2 items-end gap-3 sm:grid-cols-3 lg:grid-cols-6">
      <input type="hidden" name="view" value={asked.view} />
      <SelectField label={t('court')} name="court" defaultValue={asked.courtId ?? ''}>
        {club.courts.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField label={t('who')} name="category" defaultValue={asked.category ?? ''}>
        <option value="">{t('public')}</option>
        {club.categories.map(({ code, name }) => (
          <option key={code} value={code}>
            {name[locale]}
          </option>
        ))}
      </SelectField>
      <SelectField label={t('lasts')} name="duration" defaultValue={asked.minutes}>
        {club.durationsMinutes.map((minutes) => (
          <option key={minutes} value={minutes}>
            {common('minutes', { minutes })}
          </option>
        ))}
      </SelectField>
      <TextField label={t('day')} name="date" type="date" defaultValue={asked.date} />
      <TextField
        label={t('start')}
        name="time"
        type="time"
        step={300}
        defaultValue={asked.minute === null ? '' : clockTime(asked.minute % 1440)}
      />
      <SubmitButton look="secondary">{t('show')}</SubmitButton>
    </form>
  );
}
