import { getTranslations } from 'next-intl/server';
import { FormSelect, FormText } from '@/components/ui/form/form-fields';
import { COURT_FORMATS, SPORTS, SURFACES } from '@/db/schema';
import { type CourtFacts, NAME_TAKEN } from '@/lib/clubs/courts/court-facts';

/** What staff say of a court, in five fields. */
export async function CourtFields({ court }: { court: CourtFacts }) {
  const [t, all] = await Promise.all([getTranslations('clubCourts'), getTranslations()]);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div className="sm:col-span-2">
        <FormText
          label={t('name')}
          hint={t('nameHint')}
          name="name"
          required
          maxLength={40}
          autoComplete="off"
          defaultValue={court.name}
          unfit={{ [NAME_TAKEN]: t('nameTaken'), otherwise: t('nameUnfit') }}
        />
      </div>
      <FormSelect label={all('setUp.sport')} name="sport" defaultValue={court.sport}>
        {SPORTS.map((sport) => (
          <option key={sport} value={sport}>
            {all(`sport.${sport}`)}
          </option>
        ))}
      </FormSelect>
      <FormSelect label={all('setUp.format')} name="format" defaultValue={court.format}>
        {COURT_FORMATS.map((format) => (
          <option key={format} value={format}>
            {all(`setUp.format_${format}`)}
          </option>
        ))}
      </FormSelect>
      <FormSelect label={all('setUp.cover')} name="indoor" defaultValue={String(court.indoor)}>
        <option value="true">{all('cover.indoor')}</option>
        <option value="false">{all('cover.outdoor')}</option>
      </FormSelect>
      <FormSelect label={all('setUp.surface')} name="surface" defaultValue={court.surface}>
        {SURFACES.map((surface) => (
          <option key={surface} value={surface}>
            {all(`surface.${surface}`)}
          </option>
        ))}
      </FormSelect>
    </div>
  );
}
