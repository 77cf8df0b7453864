import { getLocale, getTranslations } from 'next-intl/server';
import { formatDate } from '@/lib/i18n/format';
import type { SlotAlert } from '@/lib/reservations/list-slot-alerts';
import { errorWords } from './error-words';
import { ActionForm, type FormAction } from './ui/action-form';
import { SubmitButton } from './ui/submit-button';

/** The button that takes an alert back. */
export async function StopAlert({ alert, unwatch }: { alert: SlotAlert; unwatch: FormAction<void> }) {
  const [t, locale, words] = await Promise.all([getTranslations('alert'), getLocale(), errorWords()]);
  const { id, city, date, time } = alert;
  return (
    <ActionForm action={unwatch} words={words}>
      <input type="hidden" name="alertId" value={id} />
      <SubmitButton
        look="secondary"
        aria-label={t('stopNamed', { city, day: formatDate(date, 'long', locale), time })}
      >
        {t('stop')}
      </SubmitButton>
    </ActionForm>
  );
}
