import { getTranslations } from 'next-intl/server';
import { FormSelect, FormText } from '@/components/ui/form/form-fields';
import type { Court } from '@/lib/catalogue/catalogue';

type Props = {
  courts: readonly Court[];
  alt?: { es: string; en: string };
  courtId?: number | null;
};

/** What a photo shows, in both languages, and which court it is of. */
export async function PhotoFields({ courts, alt = { es: '', en: '' }, courtId = null }: Props) {
  const t = await getTranslations('clubPhotos');
  const text = { required: true, maxLength: 160, autoComplete: 'off', unfit: t('altUnfit') } as const;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormText
        label={t('altEs')}
        hint={t('altHint')}
        name="alt_es"
        lang="es"
        defaultValue={alt.es}
        {...text}
      />
      <FormText
        label={t('altEn')}
        hint={t('altHintEn')}
        name="alt_en"
        lang="en"
        defaultValue={alt.en}
        {...text}
      />
      <FormSelect label={t('shows')} name="court_id" defaultValue={courtId === null ? '' : String(courtId)}>
        <option value="">{t('wholeClub')}</option>
        {courts.map((court) => (
          <option key={court.id} value={court.id}>
            {court.name}
          </option>
        ))}
      </FormSelect>
    </div>
  );
}
