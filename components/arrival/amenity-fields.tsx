import { getTranslations } from 'next-intl/server';
import { AMENITIES, amenityName } from '@/components/club/amenity-name';
import { FormCheck, FormText } from '@/components/ui/form/form-fields';
import { amenityField } from './amenity-field';

/** What a club has beside its courts: boxes for what has words in each language, and its own words as they are. */
export async function AmenityFields({ chosen }: { chosen: readonly string[] }) {
  const t = await getTranslations('settings');
  const known = await Promise.all(AMENITIES.map(async (code) => ({ code, name: await amenityName(code) })));
  const codes: readonly string[] = AMENITIES;
  return (
    <fieldset className="grid gap-3">
      <legend className="font-strong text-note">{t('amenities')}</legend>
      <div className="grid gap-x-5 sm:grid-cols-2 lg:grid-cols-3">
        {known.map(({ code, name }) => (
          <FormCheck
            key={code}
            name={amenityField(code)}
            defaultChecked={chosen.includes(code)}
            label={<span>{name}</span>}
          />
        ))}
      </div>
      <FormText
        label={t('otherAmenities')}
        hint={t('otherAmenitiesHint')}
        name="otherAmenities"
        defaultValue={chosen.filter((code) => !codes.includes(code)).join(', ')}
        maxLength={1500}
        autoComplete="off"
        unfit={t('unfitAmenities')}
      />
    </fieldset>
  );
}
