import { getLocale, getTranslations } from 'next-intl/server';
import { SelectField, TextField } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import { holidayRegions } from '@/lib/clubs/holidays/list-holidays';
import type { Proposal } from './propose-days';

/** Proposes the public holidays of a region or town and a year. They are saved with the rest, each one looked at. */
export async function HolidayPicker({ region, year, as }: Proposal) {
  const [t, locale] = await Promise.all([getTranslations('hours'), getLocale()]);
  return (
    <form
      action="#days"
      className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 sm:grid-cols-[minmax(0,1fr)_8rem_minmax(0,1fr)]"
    >
      <SelectField label={t('region')} hint={t('regionHint')} name="region" defaultValue={region}>
        {holidayRegions().map(({ code, name, places }) => (
          <optgroup key={code} label={name[locale]}>
            <option value={code}>{name[locale]}</option>
            {places.map((place) => (
              <option key={place.code} value={place.code}>
                {t('withLocal', { place: place.name })}
              </option>
            ))}
          </optgroup>
        ))}
      </SelectField>
      <TextField label={t('year')} name="year" type="number" min={2020} max={2100} defaultValue={year} />
      <SelectField label={t('proposedAs')} name="as" defaultValue={as}>
        <option value="closed">{t('closed')}</option>
        <option value="sunday">{t('likeSunday')}</option>
      </SelectField>
      <div>
        <SubmitButton look="secondary">{t('propose')}</SubmitButton>
      </div>
    </form>
  );
}
