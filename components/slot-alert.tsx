import { Bell, BellRing } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { formatDate } from '@/lib/i18n/format';
import type { Wish } from '@/lib/reservations/watchable-start';
import { errorWords } from './error-words';
import { StopAlert } from './stop-alert';
import { ActionForm, type FormAction } from './ui/action-form';
import { SubmitButton } from './ui/submit-button';

type Props = {
  wish: Wish;
  /** The alert that is open for it. */
  alert: { id: string; email: string } | null;
  /** How the search is ordered, to come back to it after signing in. */
  sort: string | null;
  watch: FormAction<void>;
  unwatch: FormAction<void>;
};

/** Offers to tell when a court frees at a time at which none is free; once asked for, says so and takes it back. */
export async function SlotAlertOffer({ wish, alert, sort, watch, unwatch }: Props) {
  const [t, locale] = await Promise.all([getTranslations('alert'), getLocale()]);
  const words = await errorWords({ conflict: t('full') });
  const { city, date, time, durationMinutes } = wish;
  const start = { city, day: formatDate(date, 'long', locale), time };
  const Icon = alert ? BellRing : Bell;
  return (
    <div className="mt-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-md bg-sunken px-4 py-3">
      <p role="status" className="flex min-w-0 flex-1 basis-72 items-start gap-3">
        <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-soft" />
        {alert ? t('on', { ...start, email: alert.email }) : t('offer', start)}
      </p>
      {alert ? (
        <StopAlert alert={{ id: alert.id, ...wish }} unwatch={unwatch} />
      ) : (
        <ActionForm action={watch} words={words} className="grid gap-3 max-sm:w-full">
          <input type="hidden" name="city" value={city} />
          <input type="hidden" name="date" value={date} />
          <input type="hidden" name="time" value={time} />
          <input type="hidden" name="duration" value={durationMinutes} />
          {sort && <input type="hidden" name="sort" value={sort} />}
          <SubmitButton look="secondary" className="max-sm:w-full">
            {t('ask')}
          </SubmitButton>
        </ActionForm>
      )}
    </div>
  );
}
