import { getLocale, getTranslations } from 'next-intl/server';
import { SelectField, TextField } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import { holidayRegions } from '@/lib/clubs/holidays/list-holidays';

/** Proposes the public holidays of a region and a year. They are saved with the rest, each one looked at. */
export async function HolidayPicker({ region, year }: { region: string; year: number }) {
  const [t, locale] = await Promise.all([getTranslations('hours'), getLocale()]);
  return (
    <form
      action="#days"
      className="grid grid-cols-[minmax(0,1fr)] items-end gap-3 sm:grid-cols-[minmax(0,1fr)_8rem_auto]"
    >
      <SelectField label={t('region')} hint={t('regionHint')} name="region" defaultValue={region}>
        {holidayRegions().map(({ code, name }) => (
          <option key={code} value={code}>
            {name[locale]}
          </option>
        ))}
      </SelectField>
      <TextField label={t('year')} name="year" type="number" min={2020} max={2100} defaultValue={year} />
      <SubmitButton look="secondary">{t('propose')}</SubmitButton>
    </form>
  );
}
