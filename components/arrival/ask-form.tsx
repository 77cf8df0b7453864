import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormSelect, FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { SPORTS } from '@/db/schema';
import { FoldedFields } from './folded-fields';

/** The countries that the form offers. The API takes every one. */
const COUNTRIES = [
  'ES',
  'PT',
  'FR',
  'IT',
  'DE',
  'NL',
  'BE',
  'GB',
  'IE',
  'SE',
  'MX',
  'AR',
  'CL',
  'US',
] as const;

type Props = { ask: FormAction<unknown>; email: string };

/** The form that asks for a club. The answers of most clubs are filled in. */
export async function AskForm({ ask, email }: Props) {
  const [t, tSport, locale] = await Promise.all([
    getTranslations('forClubs'),
    getTranslations('sport'),
    getLocale(),
  ]);
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  return (
    <ActionForm
      action={ask}
      words={await errorWords({ conflict: t('tooMany') }, '/for-clubs')}
      className="grid gap-4 rounded-card border border-line bg-card p-5"
    >
      <FormText
        label={t('name')}
        name="name"
        autoComplete="organization"
        required
        maxLength={80}
        unfit={t('unfitName')}
      />
      <FormText
        label={t('city')}
        name="city"
        autoComplete="address-level2"
        required
        maxLength={80}
        unfit={t('unfitName')}
      />
      <FormSelect label={t('sport')} name="sport" defaultValue="padel">
        {SPORTS.map((sport) => (
          <option key={sport} value={sport}>
            {tSport(sport)}
          </option>
        ))}
      </FormSelect>
      <FormText
        label={t('email')}
        hint={t('emailHint')}
        name="email"
        type="email"
        autoComplete="email"
        required
        maxLength={254}
        defaultValue={email}
        unfit={t('unfitMail')}
      />
      <FoldedFields label={t('elsewhere')} names={['country', 'timeZone', 'currency']}>
        <FormSelect label={t('country')} name="country" defaultValue="ES">
          {COUNTRIES.map((country) => (
            <option key={country} value={country}>
              {countries.of(country)}
            </option>
          ))}
        </FormSelect>
        <FormText
          label={t('zone')}
          name="timeZone"
          required
          defaultValue="Europe/Madrid"
          unfit={t('unfitZone')}
        />
        <FormText
          label={t('currency')}
          name="currency"
          required
          maxLength={3}
          defaultValue="EUR"
          unfit={t('unfitCurrency')}
        />
      </FoldedFields>
      <SubmitButton>{t('send')}</SubmitButton>
    </ActionForm>
  );
}
